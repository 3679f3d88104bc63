package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.EndpointType;
import dev.upkeep.config.value.ForwardingType;
import dev.upkeep.config.value.GranularityType;
import dev.upkeep.config.value.GranularityType.Granularity;
import dev.upkeep.config.value.GroupMemberType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.NonZeroSecondsType;
import dev.upkeep.config.value.OnlyWordType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.ServiceAddressType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.time.Duration;

/// The block `virtual_server`.
public final class VirtualServerKeywords {
    private VirtualServerKeywords() {}

    public static final Keyword<String> LB_ALGO =
            Keyword.of(
                    "lb_algo",
                    ChoiceType.words(
                            "rr", "wrr", "lc", "wlc", "lblc", "sh", "mh", "dh", "fo", "ovf",
                            "lblcr", "sed", "nq", "twos"),
                    help("How connections are spread.").byDefault("wlc"));
    public static final Keyword<String> LVS_SCHED = LB_ALGO.synonym("lvs_sched");
    public static final Keyword<Forwarding> LB_KIND =
            Keyword.of(
                    "lb_kind",
                    ForwardingType.FORWARDING,
                    help("How packets reach the real servers.").byDefault("NAT"));
    public static final Keyword<Forwarding> LVS_METHOD = LB_KIND.synonym("lvs_method");
    public static final Keyword<Protocol> PROTOCOL =
            Keyword.of(
                    "protocol",
                    new ChoiceType<>(ProtocolWords.WORDS, true),
                    help("Transport protocol.").byDefault("UDP"));
    public static final Keyword<Family> IP_FAMILY =
            Keyword.of(
                    "ip_family",
                    ChoiceType.choice(Family.class, "inet", Family.INET, "inet6", Family.INET6),
                    help("Address family of a service on firewall marks.")
                            .byDefault("that of the real servers"));
    public static final Keyword<Long> RETRY =
            Keyword.of(
                    "retry",
                    new LongType("count", 1, LongType.UINT32),
                    help("Further attempts of checks before they fail.").byDefault("the checker"));
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            Keyword.of(
                    "delay_before_retry",
                    SecondsType.decimal("0"),
                    help("Time between attempts of checks.").byDefault("the checker"));
    public static final Keyword<Duration> WARMUP =
            Keyword.of(
                    "warmup",
                    SecondsType.decimal("0"),
                    help("The first check comes after a random part of it.")
                            .byDefault("delay_loop"));
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            Keyword.of(
                    "connect_timeout",
                    SecondsType.decimal("0.000001", "4294.967295"),
                    help("Limit of connecting and of each answer.").byDefault("5"));
    public static final Keyword<Duration> DELAY_LOOP =
            Keyword.of(
                    "delay_loop",
                    SecondsType.decimal("0.000001"),
                    help("Time between two runs of a check.").byDefault("60"));
    public static final Keyword<Boolean> INHIBIT_ON_FAILURE =
            Keyword.of(
                    "inhibit_on_failure",
                    FlagType.NONE,
                    help("Failed servers get weight 0 instead of being removed.").byDefault("off"));
    public static final Keyword<Boolean> HASHED =
            Keyword.of("hashed", FlagType.NONE, help("Kept for compatibility.").byDefault("off"));
    public static final Keyword<Boolean> OPS =
            Keyword.of(
                    "ops",
                    FlagType.NONE,
                    help("Schedules every packet by itself (UDP).").byDefault("off"));
    public static final Keyword<Boolean> FLAG_1 =
            Keyword.of(
                    "flag-1", FlagType.NONE, help("First flag of the scheduler.").byDefault("off"));
    public static final Keyword<Boolean> FLAG_2 =
            Keyword.of(
                    "flag-2",
                    FlagType.NONE,
                    help("Second flag of the scheduler.").byDefault("off"));
    public static final Keyword<Boolean> FLAG_3 =
            Keyword.of(
                    "flag-3", FlagType.NONE, help("Third flag of the scheduler.").byDefault("off"));
    public static final Keyword<Boolean> SH_PORT =
            Keyword.of(
                    "sh-port",
                    FlagType.NONE,
                    help("The port counts too, with scheduler sh.").byDefault("off"));
    public static final Keyword<Boolean> SH_FALLBACK =
            Keyword.of(
                    "sh-fallback",
                    FlagType.NONE,
                    help("Takes another server when the chosen one is out, with scheduler sh.")
                            .byDefault("off"));
    public static final Keyword<Boolean> MH_PORT =
            Keyword.of(
                    "mh-port",
                    FlagType.NONE,
                    help("The port counts too, with scheduler mh.").byDefault("off"));
    public static final Keyword<Boolean> MH_FALLBACK =
            Keyword.of(
                    "mh-fallback",
                    FlagType.NONE,
                    help("Takes another server when the chosen one is out, with scheduler mh.")
                            .byDefault("off"));
    public static final Keyword<Duration> PERSISTENCE_TIMEOUT =
            Keyword.of(
                    "persistence_timeout",
                    new BareType<>(
                            new NonZeroSecondsType(SecondsType.whole(1, 2678400)),
                            Duration.ofMinutes(6)),
                    help("A client stays with its server for so long.").byDefault("off; bare 360"));
    public static final Keyword<Granularity> PERSISTENCE_GRANULARITY =
            Keyword.of(
                    "persistence_granularity",
                    GranularityType.GRANULARITY,
                    help("Clients that count as one.").byDefault("255.255.255.255 or 128"));
    public static final Keyword<String> PERSISTENCE_ENGINE =
            Keyword.of(
                    "persistence_engine",
                    TextType.text("name"),
                    help("Finds out what makes connections belong together: sip."));
    public static final Keyword<Boolean> HA_SUSPEND =
            Keyword.of(
                    "ha_suspend",
                    FlagType.NONE,
                    help("Checks only while the address of the service is on this machine.")
                            .byDefault("off"));
    public static final Keyword<Boolean> SMTP_ALERT =
            Keyword.of(
                    "smtp_alert",
                    BooleanType.BOOLEAN,
                    help("Mail when the quorum is won or lost.")
                            .byDefault("smtp_alert_checker, smtp_alert, else off"));
    public static final Keyword<String> VIRTUALHOST =
            Keyword.of(
                    "virtualhost",
                    TextType.text("host"),
                    help("Host header of HTTP checks that have none."));
    public static final Keyword<String> SNMP_NAME =
            Keyword.of("snmp_name", OnlyWordType.of("name"), help("Name in SNMP tables.").later());
    public static final Keyword<Boolean> ALPHA =
            Keyword.of(
                    "alpha",
                    FlagType.NONE,
                    help("Servers count as down until their first good check.").byDefault("off"));
    public static final Keyword<Boolean> OMEGA =
            Keyword.of(
                    "omega",
                    FlagType.NONE,
                    help("Runs notify_down and quorum_down at the stop.").byDefault("off"));
    public static final Keyword<Script> QUORUM_UP =
            Keyword.of(
                    "quorum_up",
                    ScriptType.SCRIPT,
                    help("Runs when the quorum is won.").firstCounts());
    public static final Keyword<Script> QUORUM_DOWN =
            Keyword.of(
                    "quorum_down",
                    ScriptType.SCRIPT,
                    help("Runs when the quorum is lost.").firstCounts());
    public static final Keyword<Long> QUORUM =
            Keyword.of(
                    "quorum",
                    new LongType("weight", 1, LongType.UINT32),
                    help("Weight of live servers that is needed.").byDefault("1"));
    public static final Keyword<Long> HYSTERESIS =
            Keyword.of(
                    "hysteresis",
                    new LongType("weight", 0, LongType.UINT32),
                    help("Margin around the quorum.").byDefault("0"));
    public static final Keyword<Integer> WEIGHT =
            Keyword.of(
                    "weight",
                    new IntegerType("weight", 1, Integer.MAX_VALUE),
                    help("Weight of servers that have none.").byDefault("1"));
    public static final Keyword<Endpoint> SORRY_SERVER =
            Keyword.of(
                    "sorry_server",
                    EndpointType.ENDPOINT,
                    help("Serves while the quorum is lost."));
    public static final Keyword<Boolean> SORRY_SERVER_INHIBIT =
            Keyword.of(
                    "sorry_server_inhibit",
                    FlagType.NONE,
                    help("The sorry server stays in the table with weight 0.").byDefault("off"));
    public static final Keyword<Forwarding> SORRY_SERVER_LVS_METHOD =
            Keyword.of(
                    "sorry_server_lvs_method",
                    ForwardingType.FORWARDING,
                    help("How packets reach the sorry server.").byDefault("lb_kind"));
    public static final Keyword<Duration> DRAIN_TIMEOUT =
            Keyword.of(
                    "drain_timeout",
                    SecondsType.decimal("0"),
                    help("How long a removed or disabled server may finish its connections.")
                            .byDefault("0")
                            .since("Upkeep"));
    public static final Keyword<Duration> SLOW_START =
            Keyword.of(
                    "slow_start",
                    SecondsType.decimal("0"),
                    help("How long the weight of a server that comes back takes to rise.")
                            .byDefault("0")
                            .since("Upkeep"));
    public static final Section<Endpoint> REAL_SERVER =
            Section.of(
                    "real_server",
                    EndpointType.ENDPOINT,
                    RealServerKeywords.BLOCK,
                    help("One server behind the service."));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    LB_ALGO,
                    LVS_SCHED,
                    LB_KIND,
                    LVS_METHOD,
                    PROTOCOL,
                    IP_FAMILY,
                    RETRY,
                    DELAY_BEFORE_RETRY,
                    WARMUP,
                    CONNECT_TIMEOUT,
                    DELAY_LOOP,
                    INHIBIT_ON_FAILURE,
                    HASHED,
                    OPS,
                    FLAG_1,
                    FLAG_2,
                    FLAG_3,
                    SH_PORT,
                    SH_FALLBACK,
                    MH_PORT,
                    MH_FALLBACK,
                    PERSISTENCE_TIMEOUT,
                    PERSISTENCE_GRANULARITY,
                    PERSISTENCE_ENGINE,
                    HA_SUSPEND,
                    SMTP_ALERT,
                    VIRTUALHOST,
                    SNMP_NAME,
                    ALPHA,
                    OMEGA,
                    QUORUM_UP,
                    QUORUM_DOWN,
                    QUORUM,
                    HYSTERESIS,
                    WEIGHT,
                    SORRY_SERVER,
                    SORRY_SERVER_INHIBIT,
                    SORRY_SERVER_LVS_METHOD,
                    DRAIN_TIMEOUT,
                    SLOW_START,
                    REAL_SERVER);

    /// The block itself.
    public static final Section<ServiceAddress> VIRTUAL_SERVER =
            Section.of(
                    "virtual_server",
                    ServiceAddressType.SERVICE,
                    BLOCK,
                    help("One virtual service of IPVS."));

    /// The block `virtual_server_group`.
    public static final LineBlock<VirtualServerGroup.Member> MEMBERS =
            LineBlock.named(
                    "virtual_server_group",
                    TextType.text("name"),
                    GroupMemberType.MEMBER,
                    help("Addresses, ranges and firewall marks served alike."));
}
