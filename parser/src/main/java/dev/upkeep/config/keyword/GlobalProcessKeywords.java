package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.ReloadPolicy;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.model.StatusSettings.ListenAddress;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.FifoType;
import dev.upkeep.config.value.IncludeCheckType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.ListenAddressType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.OnlyWordType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.UmaskType;
import dev.upkeep.config.value.UserType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keywords of `global_defs` that concern the process: names, scripts, reloading, files, SNMP,
/// D-Bus.
///
/// Longer than other files, as it is a list: one declaration for each keyword.
public final class GlobalProcessKeywords {
    /// The keywords of the block.
    public static final BlockSchema<GlobalDefs> BLOCK = new BlockSchema<>();

    private GlobalProcessKeywords() {}

    public static final Keyword<Boolean> PROCESS_NAMES =
            BLOCK.add(
                    Keyword.flag(
                            "process_names",
                            help(
                                    "Names the roles keepalived_vrrp, keepalived_lvs and"
                                            + " keepalived_bfd.")),
                    global -> global.daemon().identity().roleNames());
    public static final Keyword<String> PROCESS_NAME =
            BLOCK.add(
                    Keyword.of(
                            "process_name",
                            TextType.text("name"),
                            help("Name of the main process, cut to 15 characters.")),
                    global -> global.daemon().identity().processName());
    public static final Keyword<String> VRRP_PROCESS_NAME =
            BLOCK.add(
                    Keyword.of(
                            "vrrp_process_name",
                            TextType.text("name"),
                            help("Name of the VRRP role, cut to 15 characters.")),
                    global -> global.daemon().identity().vrrpName());
    public static final Keyword<String> CHECKER_PROCESS_NAME =
            BLOCK.add(
                    Keyword.of(
                            "checker_process_name",
                            TextType.text("name"),
                            help("Name of the checker role, cut to 15 characters.")),
                    global -> global.daemon().identity().checkerName());
    public static final Keyword<String> LVS_PROCESS_NAME =
            BLOCK.add(CHECKER_PROCESS_NAME.formerly("lvs_process_name"));
    public static final Keyword<String> BFD_PROCESS_NAME =
            BLOCK.add(
                    Keyword.of(
                            "bfd_process_name",
                            TextType.text("name"),
                            help("Name of the BFD role, cut to 15 characters.")),
                    global -> global.daemon().identity().bfdName());
    public static final Keyword<String> ROUTER_ID =
            BLOCK.add(
                    Keyword.of(
                                    "router_id",
                                    TextType.text("text"),
                                    help("How this machine calls itself in mail and dumps.")
                                            .goesOnWithoutArgument())
                            .unset("the host name"),
                    GlobalDefs::routerId);
    public static final Keyword<Long> RANDOM_SEED =
            BLOCK.add(
                    Keyword.of(
                                    "random_seed",
                                    new LongType("number", 0, LongType.UINT32),
                                    help("Seed of random numbers, for repeatable runs."))
                            .unset("from the clock"),
                    GlobalDefs::randomSeed);
    public static final Keyword<Boolean> USE_SYMLINK_PATHS =
            BLOCK.add(
                    Keyword.of(
                                    "use_symlink_paths",
                                    BooleanType.BOOLEAN,
                                    help("Runs scripts by the path as written instead of the"
                                                    + " resolved one.")
                                            .since("2.3 or later"))
                            .orElse(false),
                    global -> global.daemon().scripts().useSymlinkPaths());
    public static final Keyword<Boolean> SET_SUPPLEMENTARY_GROUPS =
            BLOCK.add(
                    Keyword.of(
                                    "set_supplementary_groups",
                                    BooleanType.BOOLEAN,
                                    help("Gives scripts of another user that user's further"
                                                    + " groups.")
                                            .since("2.3 or later"))
                            .orElse(false),
                    global -> global.daemon().scripts().supplementaryGroups());
    public static final Keyword<ScriptUser> SCRIPT_USER =
            BLOCK.add(
                    Keyword.of(
                                    "script_user",
                                    UserType.USER,
                                    help("Who runs scripts that name nobody.")
                                            .goesOnWithoutArgument())
                            .unset(
                                    "keepalived_script if there is such a user, else the user of"
                                            + " the daemon"),
                    global -> global.daemon().scripts().user());
    public static final Keyword<Boolean> ENABLE_SCRIPT_SECURITY =
            BLOCK.add(
                    Keyword.flag(
                            "enable_script_security",
                            help("Refuses scripts of root that others than root could change.")),
                    global -> global.daemon().scripts().security());
    public static final Keyword<Script> STARTUP_SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "startup_script",
                            ScriptType.SCRIPT,
                            help("Runs to its end before anything else starts.").firstCounts()),
                    global -> global.daemon().scripts().startup());
    public static final Keyword<Duration> STARTUP_SCRIPT_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "startup_script_timeout",
                                    SecondsType.whole(1, 1000),
                                    help("How long the startup script may take.")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(10)),
                    global -> global.daemon().scripts().startupTimeout());
    public static final Keyword<Script> SHUTDOWN_SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "shutdown_script",
                            ScriptType.SCRIPT,
                            help("Runs after everything else has ended.").firstCounts()),
                    global -> global.daemon().scripts().shutdown());
    public static final Keyword<Duration> SHUTDOWN_SCRIPT_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "shutdown_script_timeout",
                                    SecondsType.whole(1, 1000),
                                    help("How long the shutdown script may take.")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(10)),
                    global -> global.daemon().scripts().shutdownTimeout());
    public static final Keyword<Integer> MAX_AUTO_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "max_auto_priority",
                                    new BareType<>(new IntegerType("priority", -1, 99), 99),
                                    help(
                                            "Raises the real-time priority step by step up to this"
                                                    + " when timers run late."))
                            .orElse(0, "0 (off); bare 99"),
                    global -> global.daemon().scheduling().autoPriority().maximum());
    public static final Keyword<Duration> MIN_AUTO_PRIORITY_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "min_auto_priority_delay",
                                    new SecondsType("microseconds", 0, 0, 1, 10_000_000),
                                    help("Lateness of a timer that raises the priority by a step.")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(1)),
                    global -> global.daemon().scheduling().autoPriority().minimumDelay());
    public static final Keyword<Duration> UPKEEP_WATCHDOG =
            BLOCK.add(
                    Keyword.of(
                                    "upkeep_watchdog",
                                    SecondsType.whole(0, 3600),
                                    help("Silence of a thread after which the process is started"
                                                    + " again; 0 for never.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(10)),
                    global -> global.daemon().watchdog());
    public static final Keyword<Integer> UMASK =
            BLOCK.add(
                    Keyword.of(
                                    "umask",
                                    UmaskType.UMASK,
                                    help("File mode mask of files the daemon makes."))
                            .orElse(0177),
                    global -> global.daemon().files().umask());
    public static final Keyword<String> RELOAD_CHECK_CONFIG =
            BLOCK.add(
                    Keyword.of(
                                    "reload_check_config",
                                    TextType.optional("log file"),
                                    help(
                                            "Checks a new file before a reload; a bad one leaves"
                                                    + " the old in force."))
                            .unset("off"),
                    global -> global.daemon().reload().checkConfigLog());
    public static final Keyword<ReloadPolicy> RELOAD_POLICY =
            BLOCK.add(
                    Keyword.of(
                                    "reload_policy",
                                    ChoiceType.choice(
                                            ReloadPolicy.class,
                                            "keepalived",
                                            ReloadPolicy.KEEPALIVED,
                                            "default",
                                            ReloadPolicy.DEFAULT,
                                            "strict",
                                            ReloadPolicy.STRICT),
                                    help("Which files with errors a reload applies: all, harmless ones, none.")
                                            .since("Upkeep"))
                            .unset("default; strict with reload_check_config"),
                    global -> global.daemon().reload().policy());
    public static final Keyword<ListenAddress> UPKEEP_STATUS_ADDRESS =
            BLOCK.add(
                    Keyword.of(
                                    "upkeep_status_address",
                                    ListenAddressType.LISTEN_ADDRESS,
                                    help("Where metrics and the status page are served by HTTP.")
                                            .since("Upkeep"))
                            .unset("nowhere"),
                    global -> global.daemon().status().address());
    public static final Keyword<String> UPKEEP_STATUS_TOKEN_FILE =
            BLOCK.add(
                    Keyword.of(
                                    "upkeep_status_token_file",
                                    TextType.text("path"),
                                    help("File with the token that lets the status page change real servers.")
                                            .since("Upkeep"))
                            .unset("it changes nothing"),
                    global -> global.daemon().status().tokenFile());
    public static final Keyword<String> UPKEEP_STATUS_HAPROXY =
            BLOCK.add(
                    Keyword.of(
                                    "upkeep_status_haproxy",
                                    TextType.text("path"),
                                    help("Directory of upkeep api's HAProxy processes, which the status"
                                                    + " shows.")
                                            .since("Upkeep"))
                            .unset("none are shown"),
                    global -> global.daemon().status().haproxy());
    public static final Keyword<String> RELOAD_TIME_FILE =
            BLOCK.add(
                    Keyword.of(
                            "reload_time_file",
                            TextType.text("path"),
                            help("File with the time at which to reload.").goesOnWithoutArgument()),
                    global -> global.daemon().reload().timeFile());
    public static final Keyword<Boolean> RELOAD_REPEAT =
            BLOCK.add(
                    Keyword.flag(
                            "reload_repeat",
                            help("A time of day in the reload time file repeats daily.")),
                    global -> global.daemon().reload().repeat());
    public static final Keyword<String> RELOAD_FILE =
            BLOCK.add(
                    Keyword.of(
                                    "reload_file",
                                    TextType.optional("path"),
                                    help("File that exists while the configuration is being read."))
                            .unset("off; bare: keepalived.reload in the run directory"),
                    global -> global.daemon().reload().reloadFile());
    public static final Keyword<List<String>> INCLUDE_CHECK =
            BLOCK.add(
                    Keyword.of(
                                    "include_check",
                                    IncludeCheckType.INCLUDE_CHECK,
                                    help("Which problems of include lines are errors, to the end of"
                                                    + " the file.")
                                            .eachCounts())
                            .unset("none; bare: all"),
                    GlobalProcessKeywords::includeCheck);
    public static final Keyword<String> CONFIG_SAVE_DIR =
            BLOCK.add(
                    Keyword.of(
                            "config_save_dir",
                            TextType.text("directory"),
                            help("Each configuration that is read is saved there too.")),
                    global -> global.daemon().files().configSaveDirectory());
    public static final Keyword<String> TMP_CONFIG_DIRECTORY =
            BLOCK.add(
                    Keyword.of(
                                    "tmp_config_directory",
                                    TextType.text("directory"),
                                    help("Where keepalived keeps its merged copy; we need none.")
                                            .firstCounts()
                                            .meaningless(
                                                    "the configuration is read by one process, no copy is kept")
                                            .goesOnWithoutArgument())
                            .unset("memory"),
                    global -> global.daemon().files().temporaryDirectory());
    public static final Keyword<Boolean> DATA_USE_INSTANCE =
            BLOCK.add(
                    Keyword.of(
                                    "data_use_instance",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "Puts instance and namespace into the names of dump"
                                                    + " files."))
                            .orElse(false),
                    global -> global.daemon().files().useInstanceName());
    public static final Keyword<Integer> JSON_VERSION =
            BLOCK.add(
                    Keyword.of(
                                    "json_version",
                                    new IntegerType("version", 1, 2),
                                    help("Layout of the JSON dump.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .orElse(1),
                    global -> global.daemon().files().jsonVersion());
    public static final Keyword<String> IPROUTE_USR_DIR =
            BLOCK.add(
                    Keyword.of(
                                    "iproute_usr_dir",
                                    TextType.text("directory"),
                                    help("Second place to look for names of tables, protocols and"
                                                    + " scopes.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .orElse(DumpFiles.IPROUTE_USR),
                    global -> global.daemon().files().iprouteUsrDirectory());
    public static final Keyword<String> IPROUTE_ETC_DIR =
            BLOCK.add(
                    Keyword.of(
                                    "iproute_etc_dir",
                                    TextType.text("directory"),
                                    help("First place to look for names of tables, protocols and"
                                                    + " scopes.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .orElse(DumpFiles.IPROUTE_ETC),
                    global -> global.daemon().files().iprouteEtcDirectory());
    public static final Keyword<String> STATE_DUMP_FILE =
            BLOCK.add(
                    Keyword.of(
                            "state_dump_file",
                            TextType.text("path"),
                            help("Where SIGUSR1 writes the state.")
                                    .since("2.3 or later")
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().files().stateDumpFile());
    public static final Keyword<String> STATS_DUMP_FILE =
            BLOCK.add(
                    Keyword.of(
                            "stats_dump_file",
                            TextType.text("path"),
                            help("Where SIGUSR2 writes the statistics.")
                                    .since("2.3 or later")
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().files().statsDumpFile());
    public static final Keyword<String> JSON_DUMP_FILE =
            BLOCK.add(
                    Keyword.of(
                            "json_dump_file",
                            TextType.text("path"),
                            help("Where SIGRTMIN+2 writes the JSON dump.")
                                    .since("2.3 or later")
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().files().jsonDumpFile());
    public static final Keyword<Fifo> NOTIFY_FIFO =
            BLOCK.add(
                    Keyword.of(
                            "notify_fifo",
                            FifoType.FIFO,
                            help("FIFO that receives VRRP and checker events.")
                                    .firstCounts()
                                    .goesOnWithoutArgument()),
                    global -> global.daemon().fifos().all());
    public static final Keyword<Script> NOTIFY_FIFO_SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "notify_fifo_script",
                            ScriptType.SCRIPT,
                            help("Reader of notify_fifo, started with its path as last argument.")
                                    .firstCounts()),
                    global -> script(global.daemon().fifos().all()));
    public static final Keyword<String> SNMP_SOCKET =
            BLOCK.add(
                    Keyword.of(
                                    "snmp_socket",
                                    OnlyWordType.of("address"),
                                    help("Address of the AgentX master.")
                                            .firstCounts()
                                            .goesOnWithoutArgument())
                            .unset("unix:/var/agentx/master"),
                    global -> global.snmp().socket());
    public static final Keyword<Boolean> ENABLE_TRAPS =
            BLOCK.add(
                    Keyword.flag("enable_traps", help("Sends SNMP traps.")),
                    global -> global.snmp().traps());
    public static final Keyword<Boolean> ENABLE_SNMP_VRRP =
            BLOCK.add(
                    Keyword.flag(
                            "enable_snmp_vrrp",
                            help("Answers for the VRRP part of KEEPALIVED-MIB.")),
                    global -> global.snmp().vrrp());
    public static final Keyword<Boolean> ENABLE_SNMP_KEEPALIVED =
            BLOCK.add(ENABLE_SNMP_VRRP.formerly("enable_snmp_keepalived"));
    public static final Keyword<Boolean> ENABLE_SNMP_RFC =
            BLOCK.add(Keyword.flag("enable_snmp_rfc", help("Answers for both RFC MIBs.")));
    public static final Keyword<Boolean> ENABLE_SNMP_RFCV2 =
            BLOCK.add(
                    Keyword.flag(
                            "enable_snmp_rfcv2",
                            help("Answers for the MIB of RFC 2787 (version 2 instances).")),
                    global -> global.snmp().rfcV2());
    public static final Keyword<Boolean> ENABLE_SNMP_RFCV3 =
            BLOCK.add(
                    Keyword.flag(
                            "enable_snmp_rfcv3",
                            help("Answers for the MIB of RFC 6527 (version 3 instances).")),
                    global -> global.snmp().rfcV3());
    public static final Keyword<Boolean> ENABLE_SNMP_CHECKER =
            BLOCK.add(
                    Keyword.flag(
                            "enable_snmp_checker",
                            help("Answers for the checker part of KEEPALIVED-MIB.")),
                    global -> global.snmp().checker());
    public static final Keyword<Duration> SNMP_VS_STATS_UPDATE_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "snmp_vs_stats_update_interval",
                                    SecondsType.decimal("0.001", "30"),
                                    help("Age after which counters of services are read again.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ofSeconds(5)),
                    global -> global.snmp().virtualServerInterval());
    public static final Keyword<Duration> SNMP_RS_STATS_UPDATE_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "snmp_rs_stats_update_interval",
                                    SecondsType.decimal("0.001", "30"),
                                    help("Age after which counters of real servers are read again.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .inherits("that of services"),
                    global -> global.snmp().realServerInterval());
    public static final Keyword<Boolean> ENABLE_DBUS =
            BLOCK.add(
                    Keyword.flag("enable_dbus", help("Offers the D-Bus interface.")),
                    global -> global.dbus().enabled());
    public static final Keyword<String> DBUS_SERVICE_NAME =
            BLOCK.add(
                    Keyword.of(
                                    "dbus_service_name",
                                    TextType.text("name"),
                                    help("Bus name to ask for.").goesOnWithoutArgument())
                            .orElse("org.keepalived.Vrrp1"),
                    global -> global.dbus().serviceName());
    public static final Keyword<String> DBUS_NO_INTERFACE_NAME =
            BLOCK.add(
                    Keyword.of(
                                    "dbus_no_interface_name",
                                    TextType.text("name"),
                                    help("Stands for the interface of instances without one in"
                                                    + " object paths.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .unset("none"),
                    global -> global.dbus().noInterfaceName());

    /// Returns the script of a FIFO.
    static @Nullable Script script(@Nullable Fifo fifo) {
        return fifo == null ? null : fifo.script();
    }

    private static @Nullable List<String> includeCheck(GlobalDefs global) {
        List<String> kinds = global.daemon().reload().includeCheck();
        return kinds.isEmpty() ? null : kinds;
    }
}
