package dev.upkeep.config.schema.keyword;

import static dev.upkeep.config.schema.Facts.help;

import dev.upkeep.config.model.*;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.NoWords;
import dev.upkeep.config.schema.value.*;
import dev.upkeep.config.schema.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;

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
                    NoWords.NONE,
                    help("Stops IGMP reports for link-local groups while running.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> V3_CHECKSUM_AS_V2 =
            Keyword.of(
                    "v3_checksum_as_v2",
                    NoWords.NONE,
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
    public static final Keyword<List<String>> VRRP_IPTABLES =
            Keyword.of(
                    "vrrp_iptables",
                    new WordsType("chain", 0),
                    help("Chains of iptables for no_accept, in and out; nftables take their place.")
                            .byDefault("off; INPUT OUTPUT")
                            .later());
    public static final Keyword<List<String>> VRRP_IPSETS =
            Keyword.of(
                    "vrrp_ipsets",
                    new WordsType("set", 0),
                    help("Names of ipsets for the chains; bare: no ipsets.")
                            .byDefault("keepalived and derived names")
                            .later());
    public static final Keyword<String> NFTABLES =
            Keyword.of(
                    "nftables",
                    TextType.optional("table"),
                    help("nftables table for no_accept and VMACs.")
                            .byDefault("off; bare: keepalived")
                            .firstCounts()
                            .later());
    public static final Keyword<Integer> NFTABLES_PRIORITY =
            Keyword.of(
                    "nftables_priority",
                    new IntegerType("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    help("Priority of the base chains.").byDefault("-1").later());
    public static final Keyword<Boolean> NFTABLES_IFINDEX =
            Keyword.of(
                    "nftables_ifindex",
                    NoWords.NONE,
                    help("Matches link-local addresses by interface index.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> NFTABLES_COUNTERS =
            Keyword.of(
                    "nftables_counters",
                    NoWords.NONE,
                    help("Adds counters to generated rules.").byDefault("off"));
    public static final Keyword<Boolean> VRRP_CHECK_UNICAST_SRC =
            Keyword.of(
                    "vrrp_check_unicast_src",
                    NoWords.NONE,
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
    public static final Keyword<Integer> VRRP_PRIORITY =
            Keyword.of(
                    "vrrp_priority",
                    new IntegerType("nice", -20, 19),
                    help("Nice value of the VRRP role.").byDefault("unchanged"));
    public static final Keyword<Boolean> VRRP_NO_SWAP =
            Keyword.of(
                    "vrrp_no_swap",
                    NoWords.NONE,
                    help("Locks the memory of the VRRP role.").byDefault("off"));
    public static final Keyword<Integer> VRRP_RT_PRIORITY =
            Keyword.of(
                    "vrrp_rt_priority",
                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                    help("Real-time priority (SCHED_RR) of the VRRP role.").byDefault("off"));
    public static final Keyword<List<Integer>> VRRP_CPU_AFFINITY =
            Keyword.of(
                    "vrrp_cpu_affinity",
                    CpusType.CPUS,
                    help("CPUs the VRRP role runs on.").byDefault("all"));
    public static final Keyword<Long> VRRP_RLIMIT_RTTIME =
            Keyword.of(
                    "vrrp_rlimit_rttime",
                    new LongType("microseconds", 1, LongType.UINT32),
                    help("Longest real-time run of the VRRP role without a pause.")
                            .byDefault("10000")
                            .later());
    public static final Keyword<Long> VRRP_RLIMIT_RTIME =
            VRRP_RLIMIT_RTTIME.formerly("vrrp_rlimit_rtime");
    public static final Keyword<Fifo> VRRP_NOTIFY_FIFO =
            Keyword.of(
                    "vrrp_notify_fifo",
                    FifoType.FIFO,
                    help("FIFO that receives VRRP events.").firstCounts());
    public static final Keyword<Script> VRRP_NOTIFY_FIFO_SCRIPT =
            Keyword.of(
                    "vrrp_notify_fifo_script",
                    ScriptType.SCRIPT,
                    help("Reader of vrrp_notify_fifo.").firstCounts());
    public static final Keyword<Boolean> VRRP_NOTIFY_PRIORITY_CHANGES =
            Keyword.of(
                    "vrrp_notify_priority_changes",
                    BooleanType.BOOLEAN,
                    help("Default of notify_priority_changes.").byDefault("off"));
    public static final Keyword<Boolean> FIFO_WRITE_VRRP_STATES_ON_RELOAD =
            Keyword.of(
                    "fifo_write_vrrp_states_on_reload",
                    NoWords.NONE,
                    help("Writes all states to the FIFOs after a reload.").byDefault("off"));
    public static final Keyword<Integer> VRRP_NETLINK_CMD_RCV_BUFS =
            Keyword.of(
                    "vrrp_netlink_cmd_rcv_bufs",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the VRRP netlink command socket.").byDefault("4 MiB"));
    public static final Keyword<Boolean> VRRP_NETLINK_CMD_RCV_BUFS_FORCE =
            Keyword.of(
                    "vrrp_netlink_cmd_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off"));
    public static final Keyword<Integer> VRRP_NETLINK_MONITOR_RCV_BUFS =
            Keyword.of(
                    "vrrp_netlink_monitor_rcv_bufs",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the VRRP netlink monitor socket.").byDefault("4 MiB"));
    public static final Keyword<Boolean> VRRP_NETLINK_MONITOR_RCV_BUFS_FORCE =
            Keyword.of(
                    "vrrp_netlink_monitor_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off"));
    public static final Keyword<Integer> PROCESS_MONITOR_RCV_BUFS =
            Keyword.of(
                    "process_monitor_rcv_bufs",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the process event socket.")
                            .byDefault("the kernel's")
                            .later());
    public static final Keyword<Boolean> PROCESS_MONITOR_RCV_BUFS_FORCE =
            Keyword.of(
                    "process_monitor_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off").later());
    public static final Keyword<List<String>> VRRP_RX_BUFS_POLICY =
            Keyword.of(
                    "vrrp_rx_bufs_policy",
                    BufferPolicyType.POLICY,
                    help("Size of receive buffers of adverts.").byDefault("the kernel's").later());
    public static final Keyword<Integer> VRRP_RX_BUFS_MULTIPLIER =
            Keyword.of(
                    "vrrp_rx_bufs_multiplier",
                    new IntegerType("count", 1, Integer.MAX_VALUE),
                    help("Packets per instance that a receive buffer holds.")
                            .byDefault("3")
                            .later());
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
                            .since("2.3 or later")
                            .later());
    public static final Keyword<Boolean> LOG_UNKNOWN_VRIDS =
            Keyword.of(
                    "log_unknown_vrids",
                    NoWords.NONE,
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
    public static final Keyword<Integer> BFD_PRIORITY =
            Keyword.of(
                    "bfd_priority",
                    new IntegerType("nice", -20, 19),
                    help("Nice value of the BFD role.").byDefault("unchanged").later());
    public static final Keyword<Boolean> BFD_NO_SWAP =
            Keyword.of(
                    "bfd_no_swap",
                    NoWords.NONE,
                    help("Locks the memory of the BFD role.").byDefault("off").later());
    public static final Keyword<Integer> BFD_RT_PRIORITY =
            Keyword.of(
                    "bfd_rt_priority",
                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                    help("Real-time priority (SCHED_RR) of the BFD role.")
                            .byDefault("off")
                            .later());
    public static final Keyword<List<Integer>> BFD_CPU_AFFINITY =
            Keyword.of(
                    "bfd_cpu_affinity",
                    CpusType.CPUS,
                    help("CPUs the BFD role runs on.").byDefault("all").later());
    public static final Keyword<Long> BFD_RLIMIT_RTTIME =
            Keyword.of(
                    "bfd_rlimit_rttime",
                    new LongType("microseconds", 1, LongType.UINT32),
                    help("Longest real-time run of the BFD role without a pause.")
                            .byDefault("10000")
                            .later());
    public static final Keyword<Long> BFD_RLIMIT_RTIME =
            BFD_RLIMIT_RTTIME.formerly("bfd_rlimit_rtime");

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
