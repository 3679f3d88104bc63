package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.model.LvsGlobals.Timeouts;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.ClippedType;
import dev.upkeep.config.value.CpusType;
import dev.upkeep.config.value.FifoType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.LvsTimeoutsType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.SyncDaemonType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;
import java.util.List;

/// Keywords of `global_defs` about IPVS and checkers.
public final class GlobalLvsKeywords {
    private GlobalLvsKeywords() {}

    public static final Keyword<Timeouts> LVS_TIMEOUTS =
            Keyword.of(
                    "lvs_timeouts",
                    LvsTimeoutsType.TIMEOUTS,
                    help("Connection timeouts of IPVS.").byDefault("the kernel's"));
    public static final Keyword<Boolean> LVS_FLUSH =
            Keyword.of(
                    "lvs_flush",
                    FlagType.NONE,
                    help("Clears the whole IPVS table at the start.").byDefault("off"));
    public static final Keyword<FlushOnStop> LVS_FLUSH_ON_STOP =
            Keyword.of(
                    "lvs_flush_on_stop",
                    new BareType<>(
                            ChoiceType.choice(FlushOnStop.class, "VS", FlushOnStop.SERVICES),
                            FlushOnStop.TABLE),
                    help("Clears the IPVS table at the stop; VS: only our services, each at once.")
                            .byDefault("off"));
    public static final Keyword<FlushOnStop> LVS_FLUSH_ONSTOP =
            LVS_FLUSH_ON_STOP.formerly("lvs_flush_onstop");
    public static final Keyword<SyncDaemon> LVS_SYNC_DAEMON =
            Keyword.of(
                    "lvs_sync_daemon",
                    SyncDaemonType.SYNC_DAEMON,
                    help("Tells a peer about connections; follows an instance if one is named.")
                            .firstCounts());
    public static final Keyword<Boolean> CHECKER_LOG_ALL_FAILURES =
            Keyword.of(
                    "checker_log_all_failures",
                    BooleanType.BOOLEAN,
                    help("Default of log_all_failures of checkers.").byDefault("off"));
    public static final Keyword<String> NFTABLES_IPVS =
            Keyword.of(
                    "nftables_ipvs",
                    TextType.optional("table"),
                    help("Serves server groups through nftables and firewall marks.")
                            .byDefault("off; bare: keepalived_ipvs")
                            .firstCounts());
    public static final Keyword<Integer> NFTABLES_IPVS_PRIORITY =
            Keyword.of(
                    "nftables_ipvs_priority",
                    new IntegerType("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    help("Priority of the base chains of that table.").byDefault("-1"));
    public static final Keyword<Long> NFTABLES_IPVS_START_FWMARK =
            Keyword.of(
                    "nftables_ipvs_start_fwmark",
                    new LongType("mark", 1, LongType.UINT32),
                    help("First firewall mark handed out.").byDefault("1000"));
    public static final Keyword<Fifo> LVS_NOTIFY_FIFO =
            Keyword.of(
                    "lvs_notify_fifo",
                    FifoType.FIFO,
                    help("FIFO that receives checker events.").firstCounts());
    public static final Keyword<Script> LVS_NOTIFY_FIFO_SCRIPT =
            Keyword.of(
                    "lvs_notify_fifo_script",
                    ScriptType.SCRIPT,
                    help("Reader of lvs_notify_fifo.").firstCounts());
    public static final Keyword<Integer> CHECKER_PRIORITY =
            Keyword.of(
                    "checker_priority",
                    new IntegerType("nice", -20, 19),
                    help("Nice value of the checker role.").byDefault("unchanged").later());
    public static final Keyword<Boolean> CHECKER_NO_SWAP =
            Keyword.of(
                    "checker_no_swap",
                    FlagType.NONE,
                    help("Locks the memory of the checker role.").byDefault("off").later());
    public static final Keyword<Integer> CHECKER_RT_PRIORITY =
            Keyword.of(
                    "checker_rt_priority",
                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                    help("Real-time priority (SCHED_RR) of the checker role.")
                            .byDefault("off")
                            .later());
    public static final Keyword<List<Integer>> CHECKER_CPU_AFFINITY =
            Keyword.of(
                    "checker_cpu_affinity",
                    CpusType.CPUS,
                    help("CPUs the checker role runs on.").byDefault("all").later());
    public static final Keyword<Long> CHECKER_RLIMIT_RTTIME =
            Keyword.of(
                    "checker_rlimit_rttime",
                    new LongType("microseconds", 1, LongType.UINT32),
                    help("Longest real-time run of the checker role without a pause.")
                            .byDefault("10000")
                            .later());
    public static final Keyword<Long> CHECKER_RLIMIT_RTIME =
            CHECKER_RLIMIT_RTTIME.formerly("checker_rlimit_rtime");
    public static final Keyword<Integer> LVS_NETLINK_CMD_RCV_BUFS =
            Keyword.of(
                    "lvs_netlink_cmd_rcv_bufs",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the checker netlink command socket.")
                            .byDefault("4 MiB"));
    public static final Keyword<Boolean> LVS_NETLINK_CMD_RCV_BUFS_FORCE =
            Keyword.of(
                    "lvs_netlink_cmd_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off"));
    public static final Keyword<Integer> LVS_NETLINK_MONITOR_RCV_BUFS =
            Keyword.of(
                    "lvs_netlink_monitor_rcv_bufs",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the checker netlink monitor socket.")
                            .byDefault("4 MiB"));
    public static final Keyword<Boolean> LVS_NETLINK_MONITOR_RCV_BUFS_FORCE =
            Keyword.of(
                    "lvs_netlink_monitor_rcv_bufs_force",
                    BooleanType.BOOLEAN,
                    help("May exceed the system limit for that buffer.").byDefault("off"));
    public static final Keyword<Boolean> RS_INIT_NOTIFIES =
            Keyword.of(
                    "rs_init_notifies",
                    BooleanType.BOOLEAN,
                    help("Notifies the state real servers start in.").byDefault("off"));
    public static final Keyword<Duration> UPKEEP_RECONCILE_INTERVAL =
            Keyword.of(
                    "upkeep_reconcile_interval",
                    SecondsType.decimal("0"),
                    help("How often the IPVS table of the kernel is compared and repaired; 0 for never.")
                            .byDefault("30")
                            .since("Upkeep"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    LVS_TIMEOUTS,
                    LVS_FLUSH,
                    LVS_FLUSH_ON_STOP,
                    LVS_FLUSH_ONSTOP,
                    LVS_SYNC_DAEMON,
                    CHECKER_LOG_ALL_FAILURES,
                    NFTABLES_IPVS,
                    NFTABLES_IPVS_PRIORITY,
                    NFTABLES_IPVS_START_FWMARK,
                    LVS_NOTIFY_FIFO,
                    LVS_NOTIFY_FIFO_SCRIPT,
                    CHECKER_PRIORITY,
                    CHECKER_NO_SWAP,
                    CHECKER_RT_PRIORITY,
                    CHECKER_CPU_AFFINITY,
                    CHECKER_RLIMIT_RTTIME,
                    CHECKER_RLIMIT_RTIME,
                    LVS_NETLINK_CMD_RCV_BUFS,
                    LVS_NETLINK_CMD_RCV_BUFS_FORCE,
                    LVS_NETLINK_MONITOR_RCV_BUFS,
                    LVS_NETLINK_MONITOR_RCV_BUFS_FORCE,
                    RS_INIT_NOTIFIES,
                    UPKEEP_RECONCILE_INTERVAL);
}
