package dev.upkeep.config.keyword;

import static dev.upkeep.config.keyword.InstanceAdvertKeywords.*;
import static dev.upkeep.config.keyword.InstanceNotifyKeywords.*;
import static dev.upkeep.config.keyword.InstanceTransportKeywords.*;
import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
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
import dev.upkeep.config.value.TrackedType;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import dev.upkeep.config.value.VirtualAddressType;
import dev.upkeep.config.value.VitalType;
import java.time.Duration;

/// The block `vrrp_instance`.
public final class VrrpInstanceKeywords {
    private VrrpInstanceKeywords() {}

    public static final Keyword<String> STATE =
            Keyword.of(
                    "state",
                    TextType.text("state: MASTER or BACKUP"),
                    help("Preferred first state; below priority 255 it changes no timing.")
                            .byDefault("BACKUP; MASTER with priority 255")
                            .eachCounts());
    public static final Keyword<String> INTERFACE =
            Keyword.of("interface", InterfaceType.INTERFACE, help("Interface of the adverts."));
    public static final Keyword<Integer> VIRTUAL_ROUTER_ID =
            Keyword.of(
                    "virtual_router_id",
                    new VitalType<>(new IntegerType("VRID", 1, 255)),
                    help("Number of the virtual router, the same on all its routers."));
    public static final Keyword<Integer> PRIORITY =
            Keyword.of(
                    "priority",
                    new FallbackType("priority", 1, 255, 100),
                    help("The highest becomes master; 255 is for the owner of the address.")
                            .byDefault("100; 255 with state MASTER"));
    public static final Keyword<Duration> ADVERT_INT =
            Keyword.of(
                    "advert_int",
                    SecondsType.decimal("0.01", "255"),
                    help("Time between adverts; version 2: whole seconds, version 3: up to 40.95.")
                            .byDefault("1"));
    public static final Keyword<Integer> VERSION =
            Keyword.of(
                    "version",
                    new IntegerType("version", 2, 3),
                    help("VRRP version.").byDefault("vrrp_version; 3 for IPv6").eachCounts());
    public static final LineBlock<VirtualAddress> VIRTUAL_IPADDRESS =
            LineBlock.ofLines(
                    "virtual_ipaddress",
                    VirtualAddressType.VIRTUAL,
                    help("Addresses of the virtual router, sent in adverts."));
    public static final LineBlock<VirtualAddress> VIRTUAL_IPADDRESS_EXCLUDED =
            LineBlock.ofLines(
                    "virtual_ipaddress_excluded",
                    VirtualAddressType.VIRTUAL,
                    help("Addresses that move along but are not in adverts."));
    public static final Keyword<Boolean> NO_VIRTUAL_IPADDRESS =
            Keyword.of(
                    "no_virtual_ipaddress",
                    FlagType.NONE,
                    help("Allows an instance without addresses.")
                            .byDefault("off")
                            .since("2.3 or later"));
    public static final LineBlock<Route> VIRTUAL_ROUTES =
            LineBlock.ofLines("virtual_routes", RouteType.ROUTE, help("Routes of the master."));
    public static final LineBlock<RoutingRule> VIRTUAL_RULES =
            LineBlock.ofLines("virtual_rules", RuleType.RULE, help("Routing rules of the master."));
    public static final Section<Boolean> AUTHENTICATION =
            Section.of(
                    "authentication",
                    AuthenticationKeywords.BLOCK,
                    help("Authentication of version 2."));
    public static final Section<Boolean> AUTH_HMAC =
            Section.of(
                    "auth_hmac",
                    HmacKeywords.BLOCK,
                    help("Signs adverts with HMAC-SHA256, an extension of keepalived.")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<Boolean> PREEMPT =
            Keyword.of(
                    "preempt",
                    FlagType.NONE,
                    help("Takes over from masters of lower priority.")
                            .byDefault("on")
                            .eachCounts());
    public static final Keyword<Boolean> NOPREEMPT =
            Keyword.of(
                    "nopreempt",
                    FlagType.NONE,
                    help("Leaves a master of lower priority alone.").byDefault("off").eachCounts());
    public static final Keyword<Duration> PREEMPT_DELAY =
            Keyword.of(
                    "preempt_delay",
                    SecondsType.decimal("0", "1000"),
                    help("How long a master of lower priority is left alone.").byDefault("0"));
    public static final Keyword<Integer> TIMER_EXPIRED_BACKUP =
            Keyword.of(
                    "timer_expired_backup",
                    new BareType<>(new IntegerType("priority", 1, 254), 254),
                    help("A master that was late for so long that a peer took over yields; needs nopreempt.")
                            .byDefault("off; bare 254")
                            .since("2.3 or later"));
    public static final Keyword<Integer> THREAD_TIMER_EXPIRED =
            Keyword.of(
                    "thread_timer_expired",
                    new BareType<>(new IntegerType("priority", 1, 254), 254),
                    help("Old name of `timer_expired_backup`.")
                            .writeInstead("timer_expired_backup")
                            .since("2.3 or later"));
    public static final Keyword<Boolean> ACCEPT =
            Keyword.of(
                    "accept",
                    FlagType.NONE,
                    help("Accepts packets to the addresses though not their owner.")
                            .byDefault("on unless strict")
                            .eachCounts());
    public static final Keyword<Boolean> NO_ACCEPT =
            Keyword.of(
                    "no_accept",
                    FlagType.NONE,
                    help("Drops packets to the addresses unless their owner.")
                            .eachCounts()
                            .later());
    public static final Keyword<Boolean> STRICT_MODE =
            Keyword.of(
                    "strict_mode",
                    BooleanType.BOOLEAN,
                    help("Keeps to the letter of the RFC.").byDefault("vrrp_strict"));
    public static final LineBlock<TrackedLine> TRACK_INTERFACE =
            LineBlock.ofLines(
                    "track_interface",
                    new TrackedType("interface", 253, false),
                    help("Interfaces whose loss means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_SCRIPT =
            LineBlock.ofLines(
                    "track_script",
                    new TrackedType("script", 253, true),
                    help("Scripts whose failure means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_FILE =
            LineBlock.ofLines(
                    "track_file",
                    new TrackedType("track_file", 254, true),
                    help("Files whose number changes the priority."));
    public static final LineBlock<TrackedLine> TRACK_PROCESS =
            LineBlock.ofLines(
                    "track_process",
                    new TrackedType("track_process", 254, true),
                    help("Processes whose loss means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_BFD =
            LineBlock.ofLines(
                    "track_bfd",
                    new TrackedType("bfd_instance", 253, true),
                    help("BFD sessions whose loss means FAULT, or a change of priority."));
    public static final Keyword<Boolean> DONT_TRACK_PRIMARY =
            Keyword.of(
                    "dont_track_primary",
                    FlagType.NONE,
                    help("Loss of the own interface is no fault.").byDefault("off"));
    public static final Keyword<Boolean> TRACK_SRC_IP =
            Keyword.of(
                    "track_src_ip",
                    FlagType.NONE,
                    help("FAULT while the source address is missing.").byDefault("off"));
    public static final Keyword<Boolean> LINKBEAT_USE_POLLING =
            Keyword.of(
                    "linkbeat_use_polling",
                    FlagType.NONE,
                    help("Polls the link of the interface.")
                            .writeInstead("linkbeat_interfaces")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> PROMOTE_SECONDARIES =
            Keyword.of(
                    "promote_secondaries",
                    FlagType.NONE,
                    help("Sets promote_secondaries of the interface.").byDefault("off").later());
    public static final Keyword<Integer> DEBUG =
            Keyword.of(
                    "debug",
                    new IntegerType("level", 0, 4),
                    help("Kept for compatibility.").byDefault("0").later());
    public static final Keyword<String> LVS_SYNC_DAEMON_INTERFACE =
            Keyword.of(
                    "lvs_sync_daemon_interface",
                    InterfaceType.INTERFACE,
                    help("Ties the IPVS sync daemon to this instance.")
                            .writeInstead("lvs_sync_daemon in global_defs")
                            .firstCounts());

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    STATE,
                    INTERFACE,
                    VIRTUAL_ROUTER_ID,
                    PRIORITY,
                    ADVERT_INT,
                    VERSION,
                    VIRTUAL_IPADDRESS,
                    VIRTUAL_IPADDRESS_EXCLUDED,
                    NO_VIRTUAL_IPADDRESS,
                    VIRTUAL_ROUTES,
                    VIRTUAL_RULES,
                    AUTHENTICATION,
                    AUTH_HMAC,
                    PREEMPT,
                    NOPREEMPT,
                    PREEMPT_DELAY,
                    TIMER_EXPIRED_BACKUP,
                    THREAD_TIMER_EXPIRED,
                    GARP_MASTER_DELAY,
                    GARP_MASTER_REPEAT,
                    GARP_MASTER_REFRESH,
                    GARP_MASTER_REFRESH_REPEAT,
                    GARP_LOWER_PRIO_DELAY,
                    GARP_LOWER_PRIO_REPEAT,
                    DOWN_TIMER_ADVERTS,
                    GARP_EXTRA_IF,
                    VMAC_GARP_INTVL,
                    LOWER_PRIO_NO_ADVERT,
                    HIGHER_PRIO_SEND_ADVERT,
                    OWNER_IGNORE_ADVERTS,
                    ACCEPT,
                    NO_ACCEPT,
                    SKIP_CHECK_ADV_ADDR,
                    STRICT_MODE,
                    V3_CHECKSUM_AS_V2,
                    OLD_UNICAST_CHECKSUM,
                    TRACK_INTERFACE,
                    TRACK_SCRIPT,
                    TRACK_FILE,
                    TRACK_PROCESS,
                    TRACK_BFD,
                    DONT_TRACK_PRIMARY,
                    TRACK_SRC_IP,
                    LINKBEAT_USE_POLLING,
                    PROMOTE_SECONDARIES,
                    KERNEL_RX_BUF_SIZE,
                    MCAST_SRC_IP,
                    UNICAST_SRC_IP,
                    MCAST_DST_IP,
                    UNICAST_PEER,
                    UNICAST_FAULT_NO_PEER,
                    UNICAST_TTL,
                    CHECK_UNICAST_SRC,
                    NATIVE_IPV6,
                    VRF,
                    USE_VMAC,
                    USE_VMAC_ADDR,
                    VMAC_XMIT_BASE,
                    USE_IPVLAN,
                    DEBUG,
                    NOTIFY_BACKUP,
                    NOTIFY_MASTER,
                    NOTIFY_FAULT,
                    NOTIFY_STOP,
                    NOTIFY,
                    SMTP_ALERT,
                    NOTIFY_PRIORITY_CHANGES,
                    NOTIFY_DELETED,
                    NOTIFY_MASTER_RX_LOWER_PRI,
                    LVS_SYNC_DAEMON_INTERFACE);

    /// The block itself.
    public static final Section<String> VRRP_INSTANCE =
            Section.of("vrrp_instance", TextType.text("name"), BLOCK, help("One virtual router."));
}
