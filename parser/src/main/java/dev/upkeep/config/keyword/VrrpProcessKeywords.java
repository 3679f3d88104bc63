package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
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
    /// The keywords of the block.
    public static final BlockSchema<GlobalDefs> BLOCK = new BlockSchema<>();

    private VrrpProcessKeywords() {}

    public static final Keyword<Integer> VRRP_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_priority",
                                    new IntegerType("nice", -20, 19),
                                    help("Nice value of the VRRP role.").goesOnWithoutArgument())
                            .unset("unchanged"),
                    global -> global.daemon().scheduling().vrrp().nice());
    public static final Keyword<Boolean> VRRP_NO_SWAP =
            BLOCK.add(
                    Keyword.flag("vrrp_no_swap", help("Locks the memory of the VRRP role.")),
                    global -> global.daemon().scheduling().vrrp().noSwap());
    public static final Keyword<Integer> VRRP_RT_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_rt_priority",
                                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                                    help("Real-time priority (SCHED_RR) of the VRRP role.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "off"),
                    global -> global.daemon().scheduling().vrrp().realtimePriority());
    public static final Keyword<List<Integer>> VRRP_CPU_AFFINITY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_cpu_affinity",
                                    CpusType.CPUS,
                                    help("CPUs the VRRP role runs on.").goesOnWithoutArgument())
                            .orElse(List.of(), "all"),
                    global -> global.daemon().scheduling().vrrp().affinity());
    public static final Keyword<Long> VRRP_RLIMIT_RTTIME =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_rlimit_rttime",
                                    new LongType("microseconds", 1, LongType.UINT32),
                                    help("Longest real-time run of the VRRP role without a pause.")
                                            .meaningless(
                                                    "a thread that is beyond it would end the Java virtual machine; a watchdog ends a loop that hangs for 10 s"))
                            .orElse(10_000L),
                    global -> global.daemon().scheduling().vrrp().rlimitRttimeMicros());
    public static final Keyword<Long> VRRP_RLIMIT_RTIME =
            BLOCK.add(VRRP_RLIMIT_RTTIME.formerly("vrrp_rlimit_rtime"));
    public static final Keyword<Fifo> VRRP_NOTIFY_FIFO =
            BLOCK.add(
                    Keyword.of(
                            "vrrp_notify_fifo",
                            FifoType.FIFO,
                            help("FIFO that receives VRRP events.")
                                    .firstCounts()
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().fifos().vrrp());
    public static final Keyword<Script> VRRP_NOTIFY_FIFO_SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "vrrp_notify_fifo_script",
                            ScriptType.SCRIPT,
                            help("Reader of vrrp_notify_fifo.").firstCounts()),
                    global -> GlobalProcessKeywords.script(global.daemon().fifos().vrrp()));
    public static final Keyword<Boolean> FIFO_WRITE_VRRP_STATES_ON_RELOAD =
            BLOCK.add(
                    Keyword.flag(
                            "fifo_write_vrrp_states_on_reload",
                            help("Writes all states to the FIFOs after a reload.")),
                    global -> global.daemon().fifos().statesOnReload());
    public static final Keyword<Integer> VRRP_NETLINK_CMD_RCV_BUFS =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_netlink_cmd_rcv_bufs",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the VRRP netlink command socket.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "4 MiB"),
                    global -> global.daemon().netlinkBuffers().vrrpCommand().bytes());
    public static final Keyword<Boolean> VRRP_NETLINK_CMD_RCV_BUFS_FORCE =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_netlink_cmd_rcv_bufs_force",
                                    BooleanType.BOOLEAN,
                                    help("May exceed the system limit for that buffer."))
                            .orElse(false),
                    global -> global.daemon().netlinkBuffers().vrrpCommand().force());
    public static final Keyword<Integer> VRRP_NETLINK_MONITOR_RCV_BUFS =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_netlink_monitor_rcv_bufs",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the VRRP netlink monitor socket.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "4 MiB"),
                    global -> global.daemon().netlinkBuffers().vrrpMonitor().bytes());
    public static final Keyword<Boolean> VRRP_NETLINK_MONITOR_RCV_BUFS_FORCE =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_netlink_monitor_rcv_bufs_force",
                                    BooleanType.BOOLEAN,
                                    help("May exceed the system limit for that buffer."))
                            .orElse(false),
                    global -> global.daemon().netlinkBuffers().vrrpMonitor().force());
    public static final Keyword<Integer> PROCESS_MONITOR_RCV_BUFS =
            BLOCK.add(
                    Keyword.of(
                                    "process_monitor_rcv_bufs",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the process event socket.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "the kernel's"),
                    global -> global.daemon().netlinkBuffers().processMonitor().bytes());
    public static final Keyword<Boolean> PROCESS_MONITOR_RCV_BUFS_FORCE =
            BLOCK.add(
                    Keyword.of(
                                    "process_monitor_rcv_bufs_force",
                                    BooleanType.BOOLEAN,
                                    help("May exceed the system limit for that buffer."))
                            .orElse(false),
                    global -> global.daemon().netlinkBuffers().processMonitor().force());
    public static final Keyword<List<String>> VRRP_RX_BUFS_POLICY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_rx_bufs_policy",
                                    BufferPolicyType.POLICY,
                                    help("Size of receive buffers of adverts.")
                                            .goesOnWithoutArgument())
                            .orElse(List.of(), "the kernel's"),
                    global -> global.vrrp().receiveBuffers().policy());
    public static final Keyword<Integer> VRRP_RX_BUFS_MULTIPLIER =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_rx_bufs_multiplier",
                                    new IntegerType("count", 1, Integer.MAX_VALUE),
                                    help("Packets per instance that a receive buffer holds.")
                                            .goesOnWithoutArgument())
                            .orElse(3),
                    global -> global.vrrp().receiveBuffers().multiplier());
    public static final Keyword<Integer> BFD_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "bfd_priority",
                                    new IntegerType("nice", -20, 19),
                                    help("Nice value of the BFD role.").goesOnWithoutArgument())
                            .unset("unchanged"),
                    global -> global.daemon().scheduling().bfd().nice());
    public static final Keyword<Boolean> BFD_NO_SWAP =
            BLOCK.add(
                    Keyword.flag("bfd_no_swap", help("Locks the memory of the BFD role.")),
                    global -> global.daemon().scheduling().bfd().noSwap());
    public static final Keyword<Integer> BFD_RT_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "bfd_rt_priority",
                                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                                    help("Real-time priority (SCHED_RR) of the BFD role.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "off"),
                    global -> global.daemon().scheduling().bfd().realtimePriority());
    public static final Keyword<List<Integer>> BFD_CPU_AFFINITY =
            BLOCK.add(
                    Keyword.of(
                                    "bfd_cpu_affinity",
                                    CpusType.CPUS,
                                    help("CPUs the BFD role runs on.").goesOnWithoutArgument())
                            .orElse(List.of(), "all"),
                    global -> global.daemon().scheduling().bfd().affinity());
    public static final Keyword<Long> BFD_RLIMIT_RTTIME =
            BLOCK.add(
                    Keyword.of(
                                    "bfd_rlimit_rttime",
                                    new LongType("microseconds", 1, LongType.UINT32),
                                    help("Longest real-time run of the BFD role without a pause.")
                                            .meaningless(
                                                    "a thread that is beyond it would end the Java virtual machine; a watchdog ends a loop that hangs for 10 s"))
                            .orElse(10_000L),
                    global -> global.daemon().scheduling().bfd().rlimitRttimeMicros());
    public static final Keyword<Long> BFD_RLIMIT_RTIME =
            BLOCK.add(BFD_RLIMIT_RTTIME.formerly("bfd_rlimit_rtime"));
}
