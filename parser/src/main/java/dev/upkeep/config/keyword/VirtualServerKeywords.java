package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.EndpointType;
import dev.upkeep.config.value.ForwardingType;
import dev.upkeep.config.value.GranularityType;
import dev.upkeep.config.value.GranularityType.Granularity;
import dev.upkeep.config.value.GroupMemberType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.NonZeroSecondsType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.ServiceAddressType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The block `virtual_server`.
public final class VirtualServerKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VirtualServer> BLOCK = new BlockSchema<>();

    private VirtualServerKeywords() {}

    public static final Keyword<String> LB_ALGO =
            BLOCK.add(
                    Keyword.of(
                                    "lb_algo",
                                    ChoiceType.words(
                                            "rr", "wrr", "lc", "wlc", "lblc", "sh", "mh", "dh",
                                            "fo", "ovf", "lblcr", "sed", "nq", "twos"),
                                    help("How connections are spread."))
                            .orElse("wlc"),
                    service -> service.scheduling().scheduler());
    public static final Keyword<String> LVS_SCHED = BLOCK.add(LB_ALGO.synonym("lvs_sched"));
    public static final Keyword<Forwarding> LB_KIND =
            BLOCK.add(
                    Keyword.of(
                                    "lb_kind",
                                    ForwardingType.FORWARDING,
                                    help("How packets reach the real servers."))
                            .orElse(new Forwarding.Nat()),
                    VirtualServer::forwarding);
    public static final Keyword<Forwarding> LVS_METHOD = BLOCK.add(LB_KIND.synonym("lvs_method"));
    public static final Keyword<Protocol> PROTOCOL =
            Keyword.of(
                            "protocol",
                            new ChoiceType<>(ProtocolWords.WORDS, true),
                            help("Transport protocol."))
                    .orElse(Protocol.UDP);
    public static final Keyword<Family> IP_FAMILY =
            BLOCK.add(
                    Keyword.of(
                                    "ip_family",
                                    ChoiceType.choice(
                                            Family.class,
                                            "inet",
                                            Family.INET,
                                            "inet6",
                                            Family.INET6),
                                    help("Address family of a service on firewall marks."))
                            .inherits("that of the real servers"),
                    VirtualServerKeywords::family);
    public static final Keyword<Long> RETRY =
            BLOCK.add(SharedKeywords.retry(1).inherits("the checker"));
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            BLOCK.add(SharedKeywords.delayBeforeRetry().inherits("the checker"));
    public static final Keyword<Duration> WARMUP =
            BLOCK.add(SharedKeywords.warmup().inherits("delay_loop"));
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            BLOCK.add(
                    SharedKeywords.connectTimeout().orElse(SharedKeywords.DEFAULT_CONNECT_TIMEOUT));
    public static final Keyword<Duration> DELAY_LOOP =
            BLOCK.add(SharedKeywords.delayLoop().orElse(SharedKeywords.DEFAULT_DELAY_LOOP));
    public static final Keyword<Boolean> INHIBIT_ON_FAILURE =
            BLOCK.add(
                    Keyword.flag(
                            "inhibit_on_failure",
                            help("Failed servers get weight 0 instead of being removed.")),
                    service -> service.policy().inhibitOnFailure());
    public static final Keyword<Boolean> HASHED =
            BLOCK.add(
                    Keyword.flag("hashed", help("Kept for compatibility.")),
                    service -> service.scheduling().hashed());
    public static final Keyword<Boolean> OPS =
            BLOCK.add(
                    Keyword.flag("ops", help("Schedules every packet by itself (UDP).")),
                    service -> service.scheduling().onePacket());
    public static final Keyword<Boolean> FLAG_1 =
            BLOCK.add(
                    Keyword.flag("flag-1", help("First flag of the scheduler.")),
                    service -> service.scheduling().flag(1));
    public static final Keyword<Boolean> FLAG_2 =
            BLOCK.add(
                    Keyword.flag("flag-2", help("Second flag of the scheduler.")),
                    service -> service.scheduling().flag(2));
    public static final Keyword<Boolean> FLAG_3 =
            BLOCK.add(
                    Keyword.flag("flag-3", help("Third flag of the scheduler.")),
                    service -> service.scheduling().flag(3));
    public static final Keyword<Boolean> SH_PORT =
            BLOCK.add(Keyword.flag("sh-port", help("The port counts too, with scheduler sh.")));
    public static final Keyword<Boolean> SH_FALLBACK =
            BLOCK.add(
                    Keyword.flag(
                            "sh-fallback",
                            help(
                                    "Takes another server when the chosen one is out, with scheduler sh.")));
    public static final Keyword<Boolean> MH_PORT =
            BLOCK.add(Keyword.flag("mh-port", help("The port counts too, with scheduler mh.")));
    public static final Keyword<Boolean> MH_FALLBACK =
            BLOCK.add(
                    Keyword.flag(
                            "mh-fallback",
                            help(
                                    "Takes another server when the chosen one is out, with scheduler mh.")));

    /// The `persistence_timeout` without an argument, and of services that need one.
    public static final Duration BARE_PERSISTENCE = Duration.ofMinutes(6);

    public static final Keyword<Duration> PERSISTENCE_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "persistence_timeout",
                                    new BareType<>(
                                            new NonZeroSecondsType(SecondsType.whole(1, 2678400)),
                                            BARE_PERSISTENCE),
                                    help("A client stays with its server for so long."))
                            .orElse(Duration.ZERO, "off; bare 360"),
                    persistence(Persistence::timeout));
    public static final Keyword<Granularity> PERSISTENCE_GRANULARITY =
            BLOCK.add(
                    Keyword.of(
                                    "persistence_granularity",
                                    GranularityType.GRANULARITY,
                                    help("Clients that count as one."))
                            .unset("255.255.255.255 or 128"),
                    VirtualServerKeywords::granularity);
    public static final Keyword<String> PERSISTENCE_ENGINE =
            BLOCK.add(
                    Keyword.of(
                            "persistence_engine",
                            TextType.text("name"),
                            help("Finds out what makes connections belong together: sip.")),
                    persistence(Persistence::engine));
    public static final Keyword<Boolean> HA_SUSPEND =
            BLOCK.add(
                    Keyword.flag(
                            "ha_suspend",
                            help(
                                    "Checks only while the address of the service is on this machine.")),
                    service -> service.policy().haSuspend());
    public static final Keyword<Boolean> SMTP_ALERT =
            BLOCK.add(
                    SharedKeywords.smtpAlert("Mail when the quorum is won or lost.")
                            .inherits("smtp_alert_checker, smtp_alert", false),
                    service -> service.policy().smtpAlert());
    public static final Keyword<String> VIRTUALHOST =
            BLOCK.add(SharedKeywords.virtualHost(), VirtualServer::virtualHost);
    public static final Keyword<String> SNMP_NAME =
            BLOCK.add(SharedKeywords.snmpName(), VirtualServer::snmpName);
    public static final Keyword<Boolean> ALPHA =
            BLOCK.add(
                    Keyword.flag(
                            "alpha", help("Servers count as down until their first good check.")),
                    service -> service.policy().alpha());
    public static final Keyword<Boolean> OMEGA =
            BLOCK.add(
                    Keyword.flag("omega", help("Runs notify_down and quorum_down at the stop.")),
                    service -> service.policy().omega());
    public static final Keyword<Script> QUORUM_UP =
            BLOCK.add(
                    Keyword.of(
                            "quorum_up",
                            ScriptType.SCRIPT,
                            help("Runs when the quorum is won.").firstCounts()),
                    service -> service.quorum().up());
    public static final Keyword<Script> QUORUM_DOWN =
            BLOCK.add(
                    Keyword.of(
                            "quorum_down",
                            ScriptType.SCRIPT,
                            help("Runs when the quorum is lost.").firstCounts()),
                    service -> service.quorum().down());
    public static final Keyword<Long> QUORUM =
            BLOCK.add(
                    Keyword.of(
                                    "quorum",
                                    new LongType("weight", 1, LongType.UINT32),
                                    help("Weight of live servers that is needed."))
                            .orElse(1L),
                    VirtualServerKeywords::quorum);
    public static final Keyword<Long> HYSTERESIS =
            BLOCK.add(
                    Keyword.of(
                                    "hysteresis",
                                    new LongType("weight", 0, LongType.UINT32),
                                    help("Margin around the quorum."))
                            .orElse(0L),
                    service -> service.quorum().hysteresis());
    public static final Keyword<Integer> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new IntegerType("weight", 1, Integer.MAX_VALUE),
                                    help("Weight of servers that have none."))
                            .orElse(1));
    public static final Keyword<Endpoint> SORRY_SERVER =
            BLOCK.add(
                    Keyword.of(
                            "sorry_server",
                            EndpointType.ENDPOINT,
                            help("Serves while the quorum is lost.")),
                    sorry(SorryServer::endpoint));
    public static final Keyword<Boolean> SORRY_SERVER_INHIBIT =
            BLOCK.add(
                    Keyword.flag(
                            "sorry_server_inhibit",
                            help("The sorry server stays in the table with weight 0.")),
                    sorry(SorryServer::inhibit));
    public static final Keyword<Forwarding> SORRY_SERVER_LVS_METHOD =
            BLOCK.add(
                    Keyword.of(
                                    "sorry_server_lvs_method",
                                    ForwardingType.FORWARDING,
                                    help("How packets reach the sorry server."))
                            .inherits("lb_kind"),
                    sorry(SorryServer::forwarding));
    public static final Keyword<Duration> DRAIN_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "drain_timeout",
                                    SecondsType.decimal("0"),
                                    help("How long a removed or disabled server may finish its connections.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ZERO, "0"),
                    service -> service.policy().drainTimeout());
    public static final Keyword<Duration> SLOW_START =
            BLOCK.add(
                    Keyword.of(
                                    "slow_start",
                                    SecondsType.decimal("0"),
                                    help("How long the weight of a server that comes back takes to rise.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ZERO, "0"),
                    service -> service.policy().slowStart());
    public static final Section<Endpoint, RealServer> REAL_SERVER =
            BLOCK.addEach(
                    Section.of(
                            "real_server",
                            EndpointType.ENDPOINT,
                            RealServerKeywords.BLOCK,
                            RealServer::endpoint,
                            help("One server behind the service.")),
                    VirtualServer::realServers);

    /// A service as a dump writes it.
    ///
    /// @param protocol null where it is a matter of firewall marks, which have none
    public record Service(VirtualServer service, @Nullable Protocol protocol) {
        ServiceAddress address() {
            return service.address();
        }
    }

    private static final BlockSchema<Service> SERVICE = new BlockSchema<>();

    static {
        SERVICE.add(PROTOCOL, Service::protocol);
        SERVICE.include(BLOCK, Service::service);
    }

    /// The block itself.
    public static final Section<ServiceAddress, Service> VIRTUAL_SERVER =
            Section.of(
                    "virtual_server",
                    ServiceAddressType.SERVICE,
                    SERVICE,
                    Service::address,
                    help("One virtual service of IPVS."));

    /// The block `virtual_server_group`.
    public static final LineBlock<VirtualServerGroup.Member> MEMBERS =
            LineBlock.named(
                    "virtual_server_group",
                    TextType.text("name"),
                    GroupMemberType.MEMBER,
                    help("Addresses, ranges and firewall marks served alike."));

    private static @Nullable Family family(VirtualServer service) {
        return service.address() instanceof ServiceAddress.Address ? null : service.family();
    }

    private static @Nullable Long quorum(VirtualServer service) {
        long quorum = service.quorum().quorum();
        return quorum == 0 ? null : Long.valueOf(quorum);
    }

    private static @Nullable Granularity granularity(VirtualServer service) {
        Persistence persistence = service.persistence();
        return persistence == null
                ? null
                : new Granularity(service.family(), persistence.granularity());
    }

    private static <T> Function<VirtualServer, @Nullable T> persistence(
            Function<Persistence, @Nullable T> value) {
        return service -> {
            Persistence persistence = service.persistence();
            return persistence == null ? null : value.apply(persistence);
        };
    }

    private static <T> Function<VirtualServer, @Nullable T> sorry(
            Function<SorryServer, @Nullable T> value) {
        return service -> {
            SorryServer sorry = service.sorryServer();
            return sorry == null ? null : value.apply(sorry);
        };
    }
}
