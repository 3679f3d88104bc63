package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.BlockWriter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ForwardingType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.ScriptType;
import java.time.Duration;

/// The block `real_server`.
public final class RealServerKeywords {
    /// The keywords of the block.
    public static final BlockSchema<RealServer> BLOCK = new BlockSchema<>();

    private RealServerKeywords() {}

    public static final Keyword<Integer> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new IntegerType("weight", 0, Integer.MAX_VALUE),
                                    help("Share of connections."))
                            .inherits("weight of the service"),
                    RealServer::weight);
    public static final Keyword<Forwarding> LVS_METHOD =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_method",
                                    ForwardingType.FORWARDING,
                                    help("How packets reach this server."))
                            .inherits("lb_kind of the service"),
                    RealServer::forwarding);
    public static final Keyword<Long> UTHRESHOLD =
            BLOCK.add(
                    Keyword.of(
                                    "uthreshold",
                                    new LongType("connections", 0, LongType.UINT32),
                                    help("Above so many connections it gets no new ones."))
                            .orElse(0L),
                    server -> server.limits().upperThreshold());
    public static final Keyword<Long> LTHRESHOLD =
            BLOCK.add(
                    Keyword.of(
                                    "lthreshold",
                                    new LongType("connections", 0, LongType.UINT32),
                                    help("Below so many connections it gets new ones again."))
                            .orElse(0L),
                    server -> server.limits().lowerThreshold());
    public static final Keyword<Boolean> INHIBIT_ON_FAILURE =
            BLOCK.add(
                    Keyword.of(
                                    "inhibit_on_failure",
                                    BooleanType.BOOLEAN,
                                    help("Gets weight 0 on failure instead of being removed."))
                            .inherits("that of the service"),
                    RealServer::inhibitOnFailure);
    public static final Keyword<Script> NOTIFY_UP =
            BLOCK.add(
                    Keyword.of(
                            "notify_up",
                            ScriptType.SCRIPT,
                            help("Runs when the server comes up.").firstCounts()),
                    server -> server.notifications().notifyUp());
    public static final Keyword<Script> NOTIFY_DOWN =
            BLOCK.add(
                    Keyword.of(
                            "notify_down",
                            ScriptType.SCRIPT,
                            help("Runs when the server goes down.").firstCounts()),
                    server -> server.notifications().notifyDown());
    public static final Keyword<Boolean> ALPHA =
            BLOCK.add(
                    Keyword.of(
                                    "alpha",
                                    BooleanType.BOOLEAN,
                                    help("Counts as down until its first good check."))
                            .inherits("that of the service"),
                    RealServer::alpha);
    public static final Keyword<Long> RETRY =
            BLOCK.add(SharedKeywords.retry(1).inherits("that of the service"));
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            BLOCK.add(SharedKeywords.delayBeforeRetry().inherits("that of the service"));
    public static final Keyword<Duration> WARMUP =
            BLOCK.add(SharedKeywords.warmup().inherits("that of the service"));
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            BLOCK.add(SharedKeywords.connectTimeout().inherits("that of the service"));
    public static final Keyword<Duration> DELAY_LOOP =
            BLOCK.add(SharedKeywords.delayLoop().inherits("that of the service"));
    public static final Keyword<Boolean> SMTP_ALERT =
            BLOCK.add(
                    SharedKeywords.smtpAlert("Mail when the server comes up or goes down.")
                            .inherits("smtp_alert_checker, smtp_alert", true),
                    server -> server.notifications().smtpAlert());
    public static final Keyword<String> VIRTUALHOST =
            BLOCK.add(
                    SharedKeywords.virtualHost().inherits("that of the service"),
                    RealServer::virtualHost);
    public static final Keyword<String> SNMP_NAME =
            BLOCK.add(SharedKeywords.snmpName(), RealServer::snmpName);
    public static final Section<Boolean, Checker.Tcp> TCP_CHECK =
            BLOCK.add(
                    Section.of(
                            "TCP_CHECK",
                            CheckerKeywords.connecting(
                                    Checker.Tcp::connection,
                                    Checker.Tcp::timing,
                                    CheckerKeywords.ATTEMPTS),
                            help("Tries to connect.")));
    public static final Section<Boolean, Checker.Http> HTTP_GET =
            BLOCK.add(
                    Section.of(
                            "HTTP_GET",
                            HttpKeywords.BLOCK,
                            help("Asks for pages, one url at a time.")));
    public static final Section<Boolean, Checker.Http> SSL_GET =
            BLOCK.add(
                    Section.of(
                            "SSL_GET", HttpKeywords.TLS_BLOCK, help("Asks for pages over TLS.")));
    public static final Section<Boolean, Checker.Smtp> SMTP_CHECK =
            BLOCK.add(Section.of("SMTP_CHECK", SmtpKeywords.BLOCK, help("Greets a mail server.")));
    public static final Section<Boolean, Checker.Dns> DNS_CHECK =
            BLOCK.add(Section.of("DNS_CHECK", DnsKeywords.BLOCK, help("Asks a name server.")));
    public static final Section<Boolean, Checker.Misc> MISC_CHECK =
            BLOCK.add(Section.of("MISC_CHECK", MiscKeywords.BLOCK, help("Runs a program.")));
    public static final Section<Boolean, Checker.Ping> PING_CHECK =
            BLOCK.add(
                    Section.of(
                            "PING_CHECK",
                            CheckerKeywords.connecting(
                                    Checker.Ping::connection,
                                    Checker.Ping::timing,
                                    CheckerKeywords.ATTEMPTS),
                            help("Sends an ICMP echo.")));
    public static final Section<Boolean, Checker.Udp> UDP_CHECK =
            BLOCK.add(Section.of("UDP_CHECK", UdpKeywords.BLOCK, help("Sends a datagram.")));
    public static final Section<Boolean, Checker.FileWeight> FILE_CHECK =
            BLOCK.add(
                    Section.of(
                            "FILE_CHECK",
                            FileCheckKeywords.BLOCK,
                            help("Takes the weight from a track_file.")));
    public static final Section<Boolean, Checker.Bfd> BFD_CHECK =
            BLOCK.add(
                    Section.of(
                            "BFD_CHECK", BfdCheckKeywords.BLOCK, help("Follows a BFD session.")));

    static {
        BLOCK.write(RealServer::checkers, RealServerKeywords::write);
    }

    private static void write(Checker checker, BlockWriter out) {
        switch (checker) {
            case Checker.Tcp tcp -> out.section(TCP_CHECK, tcp);
            case Checker.Http http -> out.section(http.tls() ? SSL_GET : HTTP_GET, http);
            case Checker.Smtp smtp -> out.section(SMTP_CHECK, smtp);
            case Checker.Dns dns -> out.section(DNS_CHECK, dns);
            case Checker.Misc misc -> out.section(MISC_CHECK, misc);
            case Checker.Ping ping -> out.section(PING_CHECK, ping);
            case Checker.Udp udp -> out.section(UDP_CHECK, udp);
            case Checker.FileWeight file -> out.section(FILE_CHECK, file);
            case Checker.Bfd bfd -> out.section(BFD_CHECK, bfd);
        }
    }
}
