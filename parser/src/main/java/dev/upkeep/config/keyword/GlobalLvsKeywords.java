package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.CheckerGlobals.LogLevel;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.model.LvsGlobals.Timeouts;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
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
    /// The keywords of the block.
    public static final BlockSchema<GlobalDefs> BLOCK = new BlockSchema<>();

    private GlobalLvsKeywords() {}

    public static final Keyword<Timeouts> LVS_TIMEOUTS =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_timeouts",
                                    LvsTimeoutsType.TIMEOUTS,
                                    help("Connection timeouts of IPVS.").goesOnWithoutArgument())
                            .orElse(new Timeouts(0, 0, 0), "the kernel's"),
                    global -> global.lvs().timeouts());
    public static final Keyword<Boolean> LVS_FLUSH =
            BLOCK.add(
                    Keyword.flag("lvs_flush", help("Clears the whole IPVS table at the start.")),
                    global -> global.lvs().flush());
    public static final Keyword<FlushOnStop> LVS_FLUSH_ON_STOP =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_flush_on_stop",
                                    new BareType<>(
                                            ChoiceType.choice(
                                                    FlushOnStop.class, "VS", FlushOnStop.SERVICES),
                                            FlushOnStop.TABLE),
                                    help(
                                            "Clears the IPVS table at the stop; VS: only our services, each at once."))
                            .orElse(FlushOnStop.NO, "off"),
                    global -> global.lvs().flushOnStop());
    public static final Keyword<FlushOnStop> LVS_FLUSH_ONSTOP =
            BLOCK.add(LVS_FLUSH_ON_STOP.formerly("lvs_flush_onstop"));
    public static final Keyword<SyncDaemon> LVS_SYNC_DAEMON =
            BLOCK.add(
                    Keyword.of(
                            "lvs_sync_daemon",
                            SyncDaemonType.SYNC_DAEMON,
                            help("Tells a peer about connections; follows an instance if one is named.")
                                    .firstCounts()
                                    .goesOnWithoutArgument()),
                    global -> global.lvs().syncDaemon());
    public static final Keyword<Boolean> CHECKER_LOG_ALL_FAILURES =
            BLOCK.add(
                    Keyword.of(
                                    "checker_log_all_failures",
                                    BooleanType.BOOLEAN,
                                    help("Default of log_all_failures of checkers."))
                            .orElse(false),
                    global -> global.lvs().checkers().logAllFailures());
    public static final Keyword<LogLevel> CHECKER_LOG_LEVEL =
            BLOCK.add(
                    Keyword.of(
                                    "checker_log_level",
                                    ChoiceType.choice(
                                            LogLevel.class,
                                            "verdicts",
                                            LogLevel.VERDICTS,
                                            "steps",
                                            LogLevel.STEPS,
                                            "failures",
                                            LogLevel.FAILURES,
                                            "attempts",
                                            LogLevel.ATTEMPTS),
                                    help("Lines about checks: changed verdicts; steps as keepalived"
                                                    + " logs them; each failed attempt; each"
                                                    + " attempt.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(LogLevel.STEPS),
                    global -> global.lvs().checkers().logLevel());
    public static final Keyword<Boolean> CHECKER_SHARE_PROBES =
            BLOCK.add(
                    Keyword.of(
                                    "checker_share_probes",
                                    BooleanType.BOOLEAN,
                                    help("Equal checks of several virtual servers run once, each"
                                                    + " with its own verdict; not MISC_CHECK.")
                                            .since("Upkeep"))
                            .orElse(true),
                    global -> global.lvs().checkers().shareProbes());
    public static final Keyword<String> NFTABLES_IPVS =
            BLOCK.add(
                    Keyword.of(
                                    "nftables_ipvs",
                                    TextType.optional("table"),
                                    help("Serves server groups through nftables and firewall marks.")
                                            .firstCounts())
                            .unset("off; bare: keepalived_ipvs"),
                    global -> global.lvs().nftablesTable());
    public static final Keyword<Integer> NFTABLES_IPVS_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "nftables_ipvs_priority",
                                    new IntegerType(
                                            "priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                                    help("Priority of the base chains of that table."))
                            .orElse(-1),
                    global -> global.lvs().nftablesPriority());
    public static final Keyword<Long> NFTABLES_IPVS_START_FWMARK =
            BLOCK.add(
                    Keyword.of(
                                    "nftables_ipvs_start_fwmark",
                                    new LongType("mark", 1, LongType.UINT32),
                                    help("First firewall mark handed out."))
                            .orElse(1000L),
                    global -> Integer.toUnsignedLong(global.lvs().nftablesStartMark()));
    public static final Keyword<Fifo> LVS_NOTIFY_FIFO =
            BLOCK.add(
                    Keyword.of(
                            "lvs_notify_fifo",
                            FifoType.FIFO,
                            help("FIFO that receives checker events.")
                                    .firstCounts()
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().fifos().lvs());
    public static final Keyword<Script> LVS_NOTIFY_FIFO_SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "lvs_notify_fifo_script",
                            ScriptType.SCRIPT,
                            help("Reader of lvs_notify_fifo.").firstCounts()),
                    global -> GlobalProcessKeywords.script(global.daemon().fifos().lvs()));
    public static final Keyword<Integer> CHECKER_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "checker_priority",
                                    new IntegerType("nice", -20, 19),
                                    help("Nice value of the checker role.").goesOnWithoutArgument())
                            .unset("unchanged"),
                    global -> global.daemon().scheduling().checkers().nice());
    public static final Keyword<Boolean> CHECKER_NO_SWAP =
            BLOCK.add(
                    Keyword.flag("checker_no_swap", help("Locks the memory of the process.")),
                    global -> global.daemon().scheduling().checkers().noSwap());
    public static final Keyword<Integer> CHECKER_RT_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "checker_rt_priority",
                                    new ClippedType("priority", Integer.MIN_VALUE, 1, 99),
                                    help("Real-time priority (SCHED_RR) of the checker role.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "off"),
                    global -> global.daemon().scheduling().checkers().realtimePriority());
    public static final Keyword<List<Integer>> CHECKER_CPU_AFFINITY =
            BLOCK.add(
                    Keyword.of(
                                    "checker_cpu_affinity",
                                    CpusType.CPUS,
                                    help("CPUs the checker role runs on.").goesOnWithoutArgument())
                            .orElse(List.of(), "all"),
                    global -> global.daemon().scheduling().checkers().affinity());
    public static final Keyword<Long> CHECKER_RLIMIT_RTTIME =
            BLOCK.add(
                    Keyword.of(
                                    "checker_rlimit_rttime",
                                    new LongType("microseconds", 1, LongType.UINT32),
                                    help("Longest real-time run of the checker role without a pause.")
                                            .meaningless(
                                                    "a thread that is beyond it would end the Java virtual machine; a watchdog ends a loop that hangs for 10 s"))
                            .orElse(10_000L),
                    global -> global.daemon().scheduling().checkers().rlimitRttimeMicros());
    public static final Keyword<Long> CHECKER_RLIMIT_RTIME =
            BLOCK.add(CHECKER_RLIMIT_RTTIME.formerly("checker_rlimit_rtime"));
    public static final Keyword<Integer> LVS_NETLINK_CMD_RCV_BUFS =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_netlink_cmd_rcv_bufs",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the checker netlink command socket.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "4 MiB"),
                    global -> global.daemon().netlinkBuffers().lvsCommand().bytes());
    public static final Keyword<Boolean> LVS_NETLINK_CMD_RCV_BUFS_FORCE =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_netlink_cmd_rcv_bufs_force",
                                    BooleanType.BOOLEAN,
                                    help("May exceed the system limit for that buffer."))
                            .orElse(false),
                    global -> global.daemon().netlinkBuffers().lvsCommand().force());
    public static final Keyword<Integer> LVS_NETLINK_MONITOR_RCV_BUFS =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_netlink_monitor_rcv_bufs",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the checker netlink monitor socket.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "4 MiB"),
                    global -> global.daemon().netlinkBuffers().lvsMonitor().bytes());
    public static final Keyword<Boolean> LVS_NETLINK_MONITOR_RCV_BUFS_FORCE =
            BLOCK.add(
                    Keyword.of(
                                    "lvs_netlink_monitor_rcv_bufs_force",
                                    BooleanType.BOOLEAN,
                                    help("May exceed the system limit for that buffer."))
                            .orElse(false),
                    global -> global.daemon().netlinkBuffers().lvsMonitor().force());
    public static final Keyword<Boolean> RS_INIT_NOTIFIES =
            BLOCK.add(
                    Keyword.of(
                                    "rs_init_notifies",
                                    BooleanType.BOOLEAN,
                                    help("Notifies the state real servers start in."))
                            .orElse(false),
                    global -> global.lvs().initialNotifies());
    public static final Keyword<Duration> UPKEEP_RECONCILE_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "upkeep_reconcile_interval",
                                    SecondsType.decimal("0"),
                                    help("How often the IPVS table of the kernel is compared and repaired; 0 for never.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(30)),
                    global -> global.lvs().reconcileInterval());
}
