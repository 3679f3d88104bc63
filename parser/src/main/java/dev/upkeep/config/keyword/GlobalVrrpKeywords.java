package dev.upkeep.config.keyword;

import static dev.upkeep.config.keyword.VrrpFilterKeywords.*;
import static dev.upkeep.config.keyword.VrrpProcessKeywords.*;
import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.ExtraInterfaceType;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.NonZeroSecondsType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.net.IpAddress;
import java.time.Duration;

/// Keywords of `global_defs` about VRRP and BFD.
public final class GlobalVrrpKeywords {
    private GlobalVrrpKeywords() {}

    public static final Keyword<DynamicInterfaces> DYNAMIC_INTERFACES =
            Keyword.of(
                    "dynamic_interfaces",
                    new BareType<>(
                            ChoiceType.choice(
                                    DynamicInterfaces.class,
                                    "allow_if_changes",
                                    DynamicInterfaces.ALLOW_IF_CHANGES),
                            DynamicInterfaces.ON),
                    help("Interfaces may be absent at the start and may come and go.")
                            .byDefault("off")
                            .later());
    public static final Keyword<String> DEFAULT_INTERFACE =
            Keyword.of(
                    "default_interface",
                    InterfaceType.INTERFACE,
                    help("Interface of static addresses without dev.").byDefault("eth0").later());
    public static final Keyword<Boolean> DISABLE_LOCAL_IGMP =
            Keyword.of(
                    "disable_local_igmp",
                    FlagType.NONE,
                    help("Stops IGMP reports for link-local groups while running.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> V3_CHECKSUM_AS_V2 =
            Keyword.of(
                    "v3_checksum_as_v2",
                    FlagType.NONE,
                    help("Default of v3_checksum_as_v2 of instances.")
                            .byDefault("off")
                            .since("2.3 or later"));
    public static final Keyword<IpAddress> VRRP_MCAST_GROUP4 =
            Keyword.of(
                    "vrrp_mcast_group4",
                    AddressType.GROUP4,
                    help("Where adverts of IPv4 instances go.").byDefault("224.0.0.18"));
    public static final Keyword<IpAddress> VRRP_MCAST_GROUP6 =
            Keyword.of(
                    "vrrp_mcast_group6",
                    AddressType.GROUP6,
                    help("Where adverts of IPv6 instances go.").byDefault("ff02::12"));
    public static final Keyword<Duration> VRRP_GARP_MASTER_DELAY =
            Keyword.of(
                    "vrrp_garp_master_delay",
                    SecondsType.whole(0, 4_294_967L),
                    help("Time from becoming master to the second burst of announcements; 0 for none.")
                            .byDefault("5"));
    public static final Keyword<Integer> VRRP_GARP_MASTER_REPEAT =
            Keyword.of(
                    "vrrp_garp_master_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in a burst.").byDefault("5"));
    public static final Keyword<Duration> VRRP_GARP_MASTER_REFRESH =
            Keyword.of(
                    "vrrp_garp_master_refresh",
                    SecondsType.whole(0, 4_294_967L),
                    help("Period of further bursts while master; 0 for none.").byDefault("0"));
    public static final Keyword<Integer> VRRP_GARP_MASTER_REFRESH_REPEAT =
            Keyword.of(
                    "vrrp_garp_master_refresh_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in a refresh burst.").byDefault("1"));
    public static final Keyword<Duration> VRRP_GARP_LOWER_PRIO_DELAY =
            Keyword.of(
                    "vrrp_garp_lower_prio_delay",
                    SecondsType.whole(0, 4_294_967L),
                    help("Time from an advert of lower priority to the second burst it causes.")
                            .byDefault("that of vrrp_garp_master_delay"));
    public static final Keyword<Integer> VRRP_GARP_LOWER_PRIO_REPEAT =
            Keyword.of(
                    "vrrp_garp_lower_prio_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in that burst; 0 for none.")
                            .byDefault("that of vrrp_garp_master_repeat"));
    public static final Keyword<Integer> VRRP_DOWN_TIMER_ADVERTS =
            Keyword.of(
                    "vrrp_down_timer_adverts",
                    new IntegerType("count", 1, 100),
                    help("Advert intervals without a sign of the master before a backup takes over.")
                            .byDefault("3"));
    public static final Keyword<Duration> VRRP_GARP_INTERVAL =
            Keyword.of(
                    "vrrp_garp_interval",
                    new NonZeroSecondsType(SecondsType.decimal("0.000001", "4294.967295")),
                    help("Smallest gap between two gratuitous ARPs on an interface.")
                            .byDefault("0"));
    public static final Keyword<Duration> VRRP_GNA_INTERVAL =
            Keyword.of(
                    "vrrp_gna_interval",
                    new NonZeroSecondsType(SecondsType.decimal("0.000001", "4294.967295")),
                    help("Smallest gap between two neighbour advertisements on an interface.")
                            .byDefault("0"));
    public static final Keyword<Boolean> VRRP_MIN_GARP =
            Keyword.of(
                    "vrrp_min_garp",
                    BooleanType.BOOLEAN,
                    help("A single announcement instead of bursts, where nothing else is set.")
                            .byDefault("off"));
    public static final Keyword<ExtraInterface> VRRP_GARP_EXTRA_IF =
            Keyword.of(
                    "vrrp_garp_extra_if",
                    new ExtraInterfaceType(1),
                    help("Period of extra announcements on base interfaces; all adds those of addresses.")
                            .byDefault("off")
                            .later());
    public static final Keyword<ExtraInterface> VRRP_VMAC_GARP_INTVL =
            VRRP_GARP_EXTRA_IF.deprecated("vrrp_vmac_garp_intvl");
    public static final Keyword<Boolean> VRRP_LOWER_PRIO_NO_ADVERT =
            Keyword.of(
                    "vrrp_lower_prio_no_advert",
                    BooleanType.BOOLEAN,
                    help("A master does not answer adverts of lower priority at once.")
                            .byDefault("off"));
    public static final Keyword<Boolean> VRRP_HIGHER_PRIO_SEND_ADVERT =
            Keyword.of(
                    "vrrp_higher_prio_send_advert",
                    BooleanType.BOOLEAN,
                    help("A master sends one more advert before it yields.").byDefault("off"));
    public static final Keyword<Integer> VRRP_VERSION =
            Keyword.of(
                    "vrrp_version",
                    new IntegerType("version", 2, 3),
                    help("VRRP version of IPv4 instances; IPv6 is always 3.").byDefault("2"));
    public static final Keyword<Boolean> VRRP_CHECK_UNICAST_SRC =
            Keyword.of(
                    "vrrp_check_unicast_src",
                    FlagType.NONE,
                    help("Default of check_unicast_src of instances.").byDefault("off"));
    public static final Keyword<Boolean> VRRP_SKIP_CHECK_ADV_ADDR =
            Keyword.of(
                    "vrrp_skip_check_adv_addr",
                    BooleanType.BOOLEAN,
                    help("The address list of an advert is not checked again while its sender stays the same.")
                            .byDefault("off"));
    public static final Keyword<Boolean> VRRP_STRICT =
            Keyword.of(
                    "vrrp_strict",
                    BooleanType.BOOLEAN,
                    help("Default of strict_mode of instances.").byDefault("off"));
    public static final Keyword<Boolean> VRRP_NOTIFY_PRIORITY_CHANGES =
            Keyword.of(
                    "vrrp_notify_priority_changes",
                    BooleanType.BOOLEAN,
                    help("Default of notify_priority_changes.").byDefault("off"));
    public static final Keyword<Duration> VRRP_STARTUP_DELAY =
            Keyword.of(
                    "vrrp_startup_delay",
                    SecondsType.decimal("0.001", "4294.967295"),
                    help("Time after the start in which VRRP keeps still.").byDefault("0"));
    public static final Keyword<Duration> VRRP_DELAY_AFTER_BOOT =
            Keyword.of(
                    "vrrp_delay_after_boot",
                    SecondsType.decimal("0.001", "4294.967295"),
                    help("The same, counted from the boot of the machine.")
                            .byDefault("0")
                            .since("2.3 or later"));
    public static final Keyword<Boolean> LOG_UNKNOWN_VRIDS =
            Keyword.of(
                    "log_unknown_vrids",
                    FlagType.NONE,
                    help("Logs adverts of virtual routers nobody configured.").byDefault("off"));
    public static final Keyword<Boolean> VRRP_OWNER_IGNORE_ADVERTS =
            Keyword.of(
                    "vrrp_owner_ignore_adverts",
                    BooleanType.BOOLEAN,
                    help("Default of owner_ignore_adverts of instances.")
                            .byDefault("off")
                            .since("2.3 or later"));
    public static final Keyword<String> VMAC_PREFIX =
            Keyword.of(
                    "vmac_prefix",
                    TextType.text("prefix"),
                    help("Start of the names of VMAC interfaces.")
                            .byDefault("vrrp")
                            .firstCounts()
                            .later());
    public static final Keyword<String> VMAC_ADDR_PREFIX =
            Keyword.of(
                    "vmac_addr_prefix",
                    TextType.text("prefix"),
                    help("Start of the names of VMAC interfaces of single addresses.")
                            .byDefault("vmac_prefix")
                            .firstCounts()
                            .later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    DYNAMIC_INTERFACES,
                    DEFAULT_INTERFACE,
                    DISABLE_LOCAL_IGMP,
                    V3_CHECKSUM_AS_V2,
                    VRRP_MCAST_GROUP4,
                    VRRP_MCAST_GROUP6,
                    VRRP_GARP_MASTER_DELAY,
                    VRRP_GARP_MASTER_REPEAT,
                    VRRP_GARP_MASTER_REFRESH,
                    VRRP_GARP_MASTER_REFRESH_REPEAT,
                    VRRP_GARP_LOWER_PRIO_DELAY,
                    VRRP_GARP_LOWER_PRIO_REPEAT,
                    VRRP_DOWN_TIMER_ADVERTS,
                    VRRP_GARP_INTERVAL,
                    VRRP_GNA_INTERVAL,
                    VRRP_MIN_GARP,
                    VRRP_GARP_EXTRA_IF,
                    VRRP_VMAC_GARP_INTVL,
                    VRRP_LOWER_PRIO_NO_ADVERT,
                    VRRP_HIGHER_PRIO_SEND_ADVERT,
                    VRRP_VERSION,
                    VRRP_IPTABLES,
                    VRRP_IPSETS,
                    NFTABLES,
                    NFTABLES_PRIORITY,
                    NFTABLES_IFINDEX,
                    NFTABLES_COUNTERS,
                    VRRP_CHECK_UNICAST_SRC,
                    VRRP_SKIP_CHECK_ADV_ADDR,
                    VRRP_STRICT,
                    VRRP_PRIORITY,
                    VRRP_NO_SWAP,
                    VRRP_RT_PRIORITY,
                    VRRP_CPU_AFFINITY,
                    VRRP_RLIMIT_RTTIME,
                    VRRP_RLIMIT_RTIME,
                    VRRP_NOTIFY_FIFO,
                    VRRP_NOTIFY_FIFO_SCRIPT,
                    VRRP_NOTIFY_PRIORITY_CHANGES,
                    FIFO_WRITE_VRRP_STATES_ON_RELOAD,
                    VRRP_NETLINK_CMD_RCV_BUFS,
                    VRRP_NETLINK_CMD_RCV_BUFS_FORCE,
                    VRRP_NETLINK_MONITOR_RCV_BUFS,
                    VRRP_NETLINK_MONITOR_RCV_BUFS_FORCE,
                    PROCESS_MONITOR_RCV_BUFS,
                    PROCESS_MONITOR_RCV_BUFS_FORCE,
                    VRRP_RX_BUFS_POLICY,
                    VRRP_RX_BUFS_MULTIPLIER,
                    VRRP_STARTUP_DELAY,
                    VRRP_DELAY_AFTER_BOOT,
                    LOG_UNKNOWN_VRIDS,
                    VRRP_OWNER_IGNORE_ADVERTS,
                    VMAC_PREFIX,
                    VMAC_ADDR_PREFIX,
                    BFD_PRIORITY,
                    BFD_NO_SWAP,
                    BFD_RT_PRIORITY,
                    BFD_CPU_AFFINITY,
                    BFD_RLIMIT_RTTIME,
                    BFD_RLIMIT_RTIME);
}
