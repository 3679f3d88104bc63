package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.FallbackType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.RouteType;
import dev.upkeep.config.value.RuleType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.VirtualAddressType;
import dev.upkeep.config.value.VitalType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The block `vrrp_instance`.
public final class VrrpInstanceKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VrrpInstance> BLOCK = new BlockSchema<>();

    private VrrpInstanceKeywords() {}

    public static final Keyword<String> STATE =
            BLOCK.add(
                    Keyword.of(
                                    "state",
                                    TextType.text("state: MASTER or BACKUP"),
                                    help("Preferred first state; below priority 255 it changes no timing.")
                                            .eachCounts())
                            .unset("BACKUP; MASTER with priority 255"),
                    instance -> instance.election().startsAsMaster() ? "MASTER" : "BACKUP");
    public static final Keyword<String> INTERFACE =
            BLOCK.add(
                    Keyword.of(
                            "interface",
                            InterfaceType.INTERFACE,
                            help("Interface of the adverts.")),
                    instance -> instance.link().interfaceName());
    public static final Keyword<Integer> VIRTUAL_ROUTER_ID =
            BLOCK.add(
                    Keyword.of(
                            "virtual_router_id",
                            new VitalType<>(new IntegerType("VRID", 1, 255)),
                            help("Number of the virtual router, the same on all its routers.")),
                    instance -> instance.identity().virtualRouterId());
    public static final Keyword<Integer> PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "priority",
                                    new FallbackType("priority", 1, 255, 100),
                                    help(
                                            "The highest becomes master; 255 is for the owner of the address."))
                            .unset("100; 255 with state MASTER"),
                    instance -> instance.election().priority());
    public static final Keyword<Duration> ADVERT_INT =
            BLOCK.add(
                    Keyword.of(
                                    "advert_int",
                                    SecondsType.decimal("0.01", "255"),
                                    help(
                                            "Time between adverts; version 2: whole seconds, version 3: up to 40.95."))
                            .orElse(Duration.ofSeconds(1)),
                    instance -> instance.adverts().interval());
    public static final Keyword<Integer> VERSION =
            BLOCK.add(
                    Keyword.of(
                                    "version",
                                    new IntegerType("version", 2, 3),
                                    help("VRRP version.").eachCounts())
                            .inherits("vrrp_version; 3 for IPv6"),
                    instance -> instance.identity().version());
    public static final LineBlock<VirtualAddress> VIRTUAL_IPADDRESS =
            BLOCK.add(
                    LineBlock.ofLines(
                            "virtual_ipaddress",
                            VirtualAddressType.VIRTUAL,
                            help("Addresses of the virtual router, sent in adverts.")),
                    instance -> instance.resources().addresses());
    public static final LineBlock<VirtualAddress> VIRTUAL_IPADDRESS_EXCLUDED =
            BLOCK.add(
                    LineBlock.ofLines(
                            "virtual_ipaddress_excluded",
                            VirtualAddressType.VIRTUAL,
                            help("Addresses that move along but are not in adverts.")),
                    instance -> instance.resources().excluded());
    public static final Keyword<Boolean> NO_VIRTUAL_IPADDRESS =
            BLOCK.add(
                    Keyword.flag(
                            "no_virtual_ipaddress",
                            help("Allows an instance without addresses.").since("2.3 or later")),
                    instance -> instance.resources().addresses().isEmpty());
    public static final LineBlock<Route> VIRTUAL_ROUTES =
            BLOCK.add(
                    LineBlock.ofLines(
                            "virtual_routes", RouteType.ROUTE, help("Routes of the master.")),
                    instance -> instance.resources().routes());
    public static final LineBlock<RoutingRule> VIRTUAL_RULES =
            BLOCK.add(
                    LineBlock.ofLines(
                            "virtual_rules", RuleType.RULE, help("Routing rules of the master.")),
                    instance -> instance.resources().rules());
    public static final Keyword<Boolean> NO_DRIFT_GUARD =
            BLOCK.add(
                    Keyword.flag(
                            "no_drift_guard",
                            help("Yields when others remove an address, route or rule, as keepalived does.")
                                    .since("Upkeep")),
                    instance -> !instance.resources().guarded());
    public static final Section<Boolean, Authentication> AUTHENTICATION =
            BLOCK.add(
                    Section.of(
                            "authentication",
                            AuthenticationKeywords.BLOCK,
                            help("Authentication of version 2.")),
                    VrrpInstanceKeywords::authentication);
    public static final Section<Boolean, HmacAuthentication> AUTH_HMAC =
            BLOCK.add(
                    Section.of(
                            "auth_hmac",
                            HmacKeywords.BLOCK,
                            help("Signs adverts with HMAC-SHA256, an extension of keepalived.")
                                    .since("2.3 or later")),
                    instance -> instance.adverts().hmac());
    public static final Keyword<Boolean> PREEMPT =
            BLOCK.add(
                    Keyword.flag(
                                    "preempt",
                                    help("Takes over from masters of lower priority.").eachCounts())
                            .unset("on"),
                    instance -> instance.election().preempts());
    public static final Keyword<Boolean> NOPREEMPT =
            BLOCK.add(
                    Keyword.flag(
                            "nopreempt",
                            help("Leaves a master of lower priority alone.").eachCounts()),
                    instance -> !instance.election().preempts());
    public static final Keyword<Duration> PREEMPT_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "preempt_delay",
                                    SecondsType.decimal("0", "1000"),
                                    help("How long a master of lower priority is left alone."))
                            .orElse(Duration.ZERO, "0"),
                    instance -> instance.election().preemptDelay());
    public static final Keyword<Integer> TIMER_EXPIRED_BACKUP =
            BLOCK.add(
                    Keyword.of(
                                    "timer_expired_backup",
                                    new BareType<>(new IntegerType("priority", 1, 254), 254),
                                    help("A master that was late for so long that a peer took over yields; needs nopreempt.")
                                            .since("2.3 or later"))
                            .orElse(0, "off; bare 254"),
                    instance -> instance.election().timerExpiredPriority());
    public static final Keyword<Integer> THREAD_TIMER_EXPIRED =
            BLOCK.add(
                    Keyword.of(
                            "thread_timer_expired",
                            new BareType<>(new IntegerType("priority", 1, 254), 254),
                            help("Old name of `timer_expired_backup`.")
                                    .writeInstead("timer_expired_backup")
                                    .since("2.3 or later")));
    public static final Keyword<Boolean> ACCEPT =
            BLOCK.add(
                    Keyword.flag(
                                    "accept",
                                    help("Accepts packets to the addresses though not their owner.")
                                            .eachCounts())
                            .unset("on unless strict"),
                    instance -> instance.adverts().has(Flag.ACCEPT));
    public static final Keyword<Boolean> NO_ACCEPT =
            BLOCK.add(
                    Keyword.flag(
                            "no_accept",
                            help("Drops packets to the addresses unless their owner.")
                                    .eachCounts()),
                    instance -> !instance.adverts().has(Flag.ACCEPT));
    public static final Keyword<Boolean> STRICT_MODE =
            BLOCK.add(
                    Keyword.of(
                                    "strict_mode",
                                    BooleanType.BOOLEAN,
                                    help("Keeps to the letter of the RFC."))
                            .inherits("vrrp_strict"),
                    instance -> instance.adverts().has(Flag.STRICT));
    public static final TrackingKeywords TRACKING =
            TrackingKeywords.in(BLOCK, VrrpInstance::tracking);
    public static final Keyword<Boolean> DONT_TRACK_PRIMARY =
            BLOCK.add(
                    Keyword.flag(
                            "dont_track_primary", help("Loss of the own interface is no fault.")),
                    instance -> !instance.link().trackPrimary());
    public static final Keyword<Boolean> TRACK_SRC_IP =
            BLOCK.add(
                    Keyword.flag(
                            "track_src_ip", help("FAULT while the source address is missing.")),
                    instance -> instance.transport().trackSource());
    public static final Keyword<Boolean> LINKBEAT_USE_POLLING =
            BLOCK.add(
                    Keyword.flag(
                            "linkbeat_use_polling",
                            help("Polls the link of the interface.")
                                    .writeInstead("linkbeat_interfaces")),
                    instance -> instance.link().linkbeatPolling());
    public static final Keyword<Boolean> PROMOTE_SECONDARIES =
            BLOCK.add(
                    Keyword.flag(
                            "promote_secondaries",
                            help("Sets promote_secondaries of the interface.")),
                    instance -> instance.link().promoteSecondaries());
    public static final Keyword<Integer> DEBUG =
            BLOCK.add(
                    Keyword.of(
                                    "debug",
                                    new IntegerType("level", 0, 4),
                                    help("Kept for compatibility."))
                            .orElse(0),
                    VrrpInstance::debug);
    public static final Keyword<String> LVS_SYNC_DAEMON_INTERFACE =
            BLOCK.add(
                    Keyword.of(
                            "lvs_sync_daemon_interface",
                            InterfaceType.INTERFACE,
                            help("Ties the IPVS sync daemon to this instance.")
                                    .writeInstead("lvs_sync_daemon in global_defs")
                                    .firstCounts()));

    static {
        BLOCK.include(InstanceAdvertKeywords.BLOCK, instance -> instance);
        BLOCK.include(InstanceTransportKeywords.BLOCK, instance -> instance);
        BLOCK.include(InstanceNotifyKeywords.BLOCK, VrrpInstance::notifications);
    }

    /// The block itself.
    public static final Section<String, VrrpInstance> VRRP_INSTANCE =
            Section.of(
                    "vrrp_instance",
                    TextType.text("name"),
                    BLOCK,
                    VrrpInstance::name,
                    help("One virtual router."));

    private static @Nullable Authentication authentication(VrrpInstance instance) {
        Authentication authentication = instance.adverts().authentication();
        return authentication instanceof Authentication.None ? null : authentication;
    }
}
