package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.BufferPolicyType;
import dev.upkeep.config.value.ClippedType;
import dev.upkeep.config.value.CpusType;
import dev.upkeep.config.value.FifoType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.ScriptType;
import java.util.List;

/// Keywords of `global_defs` about the process that runs VRRP and BFD: scheduling, buffers, FIFO.
public final class VrrpProcessKeywords {
    private VrrpProcessKeywords() {}

    public static final Keyword<Integer> VRRP_PRIORITY =
            Keyword.of(
                    "vrrp_priority",
                    new IntegerType("nice", -20, 19),
                    help("Nice value of the VRRP role.").byDefault("unchanged"));
    public static final Keyword<Boolean> VRRP_NO_SWAP =
            Keyword.of(
                    "vrrp_no_swap",
                    FlagType.NONE,
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
    public static final Keyword<Boolean> FIFO_WRITE_VRRP_STATES_ON_RELOAD =
            Keyword.of(
                    "fifo_write_vrrp_states_on_reload",
                    FlagType.NONE,
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
                    help("Receive buffer of the process event socket.").byDefault("the kernel's"));
    public static final Keyword<Boolean> PROCESS_MONITOR_RCV_BUFS_FORCE =
            Keyword.of(
                    "process_monitor_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off"));
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
    public static final Keyword<Integer> BFD_PRIORITY =
            Keyword.of(
                    "bfd_priority",
                    new IntegerType("nice", -20, 19),
                    help("Nice value of the BFD role.").byDefault("unchanged"));
    public static final Keyword<Boolean> BFD_NO_SWAP =
            Keyword.of(
                    "bfd_no_swap",
                    FlagType.NONE,
                    help("Locks the memory of the BFD role.").byDefault("off"));
    public static final Keyword<Integer> BFD_RT_PRIORITY =
            Keyword.of(
                    "bfd_rt_priority",
                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                    help("Real-time priority (SCHED_RR) of the BFD role.").byDefault("off"));
    public static final Keyword<List<Integer>> BFD_CPU_AFFINITY =
            Keyword.of(
                    "bfd_cpu_affinity",
                    CpusType.CPUS,
                    help("CPUs the BFD role runs on.").byDefault("all"));
    public static final Keyword<Long> BFD_RLIMIT_RTTIME =
            Keyword.of(
                    "bfd_rlimit_rttime",
                    new LongType("microseconds", 1, LongType.UINT32),
                    help("Longest real-time run of the BFD role without a pause.")
                            .byDefault("10000")
                            .later());
    public static final Keyword<Long> BFD_RLIMIT_RTIME =
            BFD_RLIMIT_RTTIME.formerly("bfd_rlimit_rtime");
}
