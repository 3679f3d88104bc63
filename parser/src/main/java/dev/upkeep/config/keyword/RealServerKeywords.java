package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ForwardingType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.OnlyWordType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;

/// The block `real_server`.
public final class RealServerKeywords {
    private RealServerKeywords() {}

    public static final Keyword<Integer> WEIGHT =
            Keyword.of(
                    "weight",
                    new IntegerType("weight", 0, Integer.MAX_VALUE),
                    help("Share of connections.").byDefault("weight of the service"));
    public static final Keyword<Forwarding> LVS_METHOD =
            Keyword.of(
                    "lvs_method",
                    ForwardingType.FORWARDING,
                    help("How packets reach this server.").byDefault("lb_kind of the service"));
    public static final Keyword<Long> UTHRESHOLD =
            Keyword.of(
                    "uthreshold",
                    new LongType("connections", 0, LongType.UINT32),
                    help("Above so many connections it gets no new ones.")
                            .byDefault("0 (no limit)"));
    public static final Keyword<Long> LTHRESHOLD =
            Keyword.of(
                    "lthreshold",
                    new LongType("connections", 0, LongType.UINT32),
                    help("Below so many connections it gets new ones again.").byDefault("0"));
    public static final Keyword<Boolean> INHIBIT_ON_FAILURE =
            Keyword.of(
                    "inhibit_on_failure",
                    BooleanType.BOOLEAN,
                    help("Gets weight 0 on failure instead of being removed.")
                            .byDefault("that of the service"));
    public static final Keyword<Script> NOTIFY_UP =
            Keyword.of(
                    "notify_up",
                    ScriptType.SCRIPT,
                    help("Runs when the server comes up.").firstCounts());
    public static final Keyword<Script> NOTIFY_DOWN =
            Keyword.of(
                    "notify_down",
                    ScriptType.SCRIPT,
                    help("Runs when the server goes down.").firstCounts());
    public static final Keyword<Boolean> ALPHA =
            Keyword.of(
                    "alpha",
                    BooleanType.BOOLEAN,
                    help("Counts as down until its first good check.")
                            .byDefault("that of the service"));
    public static final Keyword<Long> RETRY =
            Keyword.of(
                    "retry",
                    new LongType("count", 1, LongType.UINT32),
                    help("Further attempts of checks before they fail.")
                            .byDefault("that of the service"));
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            Keyword.of(
                    "delay_before_retry",
                    SecondsType.decimal("0"),
                    help("Time between attempts of checks.").byDefault("that of the service"));
    public static final Keyword<Duration> WARMUP =
            Keyword.of(
                    "warmup",
                    SecondsType.decimal("0"),
                    help("The first check comes after a random part of it.")
                            .byDefault("that of the service"));
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            Keyword.of(
                    "connect_timeout",
                    SecondsType.decimal("0.000001", "4294.967295"),
                    help("Limit of connecting and of each answer.")
                            .byDefault("that of the service"));
    public static final Keyword<Duration> DELAY_LOOP =
            Keyword.of(
                    "delay_loop",
                    SecondsType.decimal("0.000001"),
                    help("Time between two runs of a check.").byDefault("that of the service"));
    public static final Keyword<Boolean> SMTP_ALERT =
            Keyword.of(
                    "smtp_alert",
                    BooleanType.BOOLEAN,
                    help("Mail when the server comes up or goes down.")
                            .byDefault("smtp_alert_checker, smtp_alert, else on"));
    public static final Keyword<String> VIRTUALHOST =
            Keyword.of(
                    "virtualhost",
                    TextType.text("host"),
                    help("Host header of HTTP checks that have none.")
                            .byDefault("that of the service"));
    public static final Keyword<String> SNMP_NAME =
            Keyword.of("snmp_name", OnlyWordType.of("name"), help("Name in SNMP tables.").later());
    public static final Section<Boolean> TCP_CHECK =
            Section.of("TCP_CHECK", CheckerKeywords.TCP, help("Tries to connect."));
    public static final Section<Boolean> HTTP_GET =
            Section.of("HTTP_GET", HttpKeywords.HTTP, help("Asks for pages, one url at a time."));
    public static final Section<Boolean> SSL_GET =
            Section.of("SSL_GET", HttpKeywords.HTTPS, help("Asks for pages over TLS."));
    public static final Section<Boolean> SMTP_CHECK =
            Section.of("SMTP_CHECK", SmtpKeywords.BLOCK, help("Greets a mail server."));
    public static final Section<Boolean> DNS_CHECK =
            Section.of("DNS_CHECK", DnsKeywords.BLOCK, help("Asks a name server."));
    public static final Section<Boolean> MISC_CHECK =
            Section.of("MISC_CHECK", MiscKeywords.BLOCK, help("Runs a program."));
    public static final Section<Boolean> PING_CHECK =
            Section.of("PING_CHECK", CheckerKeywords.PING, help("Sends an ICMP echo."));
    public static final Section<Boolean> UDP_CHECK =
            Section.of("UDP_CHECK", UdpKeywords.BLOCK, help("Sends a datagram."));
    public static final Section<Boolean> FILE_CHECK =
            Section.of(
                    "FILE_CHECK",
                    FileCheckKeywords.BLOCK,
                    help("Takes the weight from a track_file."));
    public static final Section<Boolean> BFD_CHECK =
            Section.of("BFD_CHECK", BfdCheckKeywords.BLOCK, help("Follows a BFD session."));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    WEIGHT,
                    LVS_METHOD,
                    UTHRESHOLD,
                    LTHRESHOLD,
                    INHIBIT_ON_FAILURE,
                    NOTIFY_UP,
                    NOTIFY_DOWN,
                    ALPHA,
                    RETRY,
                    DELAY_BEFORE_RETRY,
                    WARMUP,
                    CONNECT_TIMEOUT,
                    DELAY_LOOP,
                    SMTP_ALERT,
                    VIRTUALHOST,
                    SNMP_NAME,
                    TCP_CHECK,
                    HTTP_GET,
                    SSL_GET,
                    SMTP_CHECK,
                    DNS_CHECK,
                    MISC_CHECK,
                    PING_CHECK,
                    UDP_CHECK,
                    FILE_CHECK,
                    BFD_CHECK);
}
