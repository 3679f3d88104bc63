package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.FifoType;
import dev.upkeep.config.value.IncludeCheckType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.OnlyWordType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.UmaskType;
import dev.upkeep.config.value.UserType;
import java.time.Duration;
import java.util.List;

/// Keywords of `global_defs` that concern the process: names, scripts, reloading, files, SNMP,
/// D-Bus.
public final class GlobalProcessKeywords {
    private GlobalProcessKeywords() {}

    public static final Keyword<Boolean> PROCESS_NAMES =
            Keyword.of(
                    "process_names",
                    FlagType.NONE,
                    help("Names the roles keepalived_vrrp, keepalived_lvs and keepalived_bfd.")
                            .byDefault("off")
                            .later());
    public static final Keyword<String> PROCESS_NAME =
            Keyword.of(
                    "process_name",
                    TextType.text("name"),
                    help("Name of the main process, cut to 15 characters.").later());
    public static final Keyword<String> VRRP_PROCESS_NAME =
            Keyword.of(
                    "vrrp_process_name",
                    TextType.text("name"),
                    help("Name of the VRRP role, cut to 15 characters.").later());
    public static final Keyword<String> CHECKER_PROCESS_NAME =
            Keyword.of(
                    "checker_process_name",
                    TextType.text("name"),
                    help("Name of the checker role, cut to 15 characters.").later());
    public static final Keyword<String> LVS_PROCESS_NAME =
            CHECKER_PROCESS_NAME.formerly("lvs_process_name");
    public static final Keyword<String> BFD_PROCESS_NAME =
            Keyword.of(
                    "bfd_process_name",
                    TextType.text("name"),
                    help("Name of the BFD role, cut to 15 characters.").later());
    public static final Keyword<String> ROUTER_ID =
            Keyword.of(
                    "router_id",
                    TextType.text("text"),
                    help("How this machine calls itself in mail and dumps.")
                            .byDefault("the host name"));
    public static final Keyword<Long> RANDOM_SEED =
            Keyword.of(
                    "random_seed",
                    new LongType("number", 0, LongType.UINT32),
                    help("Seed of random numbers, for repeatable runs.")
                            .byDefault("from the clock"));
    public static final Keyword<Boolean> USE_SYMLINK_PATHS =
            Keyword.of(
                    "use_symlink_paths",
                    BooleanType.BOOLEAN,
                    help("Runs scripts by the path as written instead of the resolved one.")
                            .byDefault("off")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<Boolean> SET_SUPPLEMENTARY_GROUPS =
            Keyword.of(
                    "set_supplementary_groups",
                    BooleanType.BOOLEAN,
                    help("Gives scripts of another user that user's further groups.")
                            .byDefault("off")
                            .since("2.3 or later"));
    public static final Keyword<ScriptUser> SCRIPT_USER =
            Keyword.of(
                    "script_user",
                    UserType.USER,
                    help("Who runs scripts that name nobody.")
                            .byDefault(
                                    "keepalived_script if there is such a user, else the user of the daemon"));
    public static final Keyword<Boolean> ENABLE_SCRIPT_SECURITY =
            Keyword.of(
                    "enable_script_security",
                    FlagType.NONE,
                    help("Refuses scripts of root that others than root could change.")
                            .byDefault("off"));
    public static final Keyword<Script> STARTUP_SCRIPT =
            Keyword.of(
                    "startup_script",
                    ScriptType.SCRIPT,
                    help("Runs to its end before anything else starts.").firstCounts());
    public static final Keyword<Duration> STARTUP_SCRIPT_TIMEOUT =
            Keyword.of(
                    "startup_script_timeout",
                    SecondsType.whole(1, 1000),
                    help("How long the startup script may take.").byDefault("10"));
    public static final Keyword<Script> SHUTDOWN_SCRIPT =
            Keyword.of(
                    "shutdown_script",
                    ScriptType.SCRIPT,
                    help("Runs after everything else has ended.").firstCounts());
    public static final Keyword<Duration> SHUTDOWN_SCRIPT_TIMEOUT =
            Keyword.of(
                    "shutdown_script_timeout",
                    SecondsType.whole(1, 1000),
                    help("How long the shutdown script may take.").byDefault("10"));
    public static final Keyword<Integer> MAX_AUTO_PRIORITY =
            Keyword.of(
                    "max_auto_priority",
                    new BareType<>(new IntegerType("priority", -1, 99), 99),
                    help("Raises the real-time priority step by step up to this when timers run late.")
                            .byDefault("0 (off); bare 99")
                            .later());
    public static final Keyword<Duration> MIN_AUTO_PRIORITY_DELAY =
            Keyword.of(
                    "min_auto_priority_delay",
                    new SecondsType("microseconds", 0, 0, 1, 10_000_000),
                    help("Lateness of a timer that raises the priority by a step.")
                            .byDefault("1000000")
                            .later());
    public static final Keyword<Integer> UMASK =
            Keyword.of(
                    "umask",
                    UmaskType.UMASK,
                    help("File mode mask of files the daemon makes.").byDefault("0177"));
    public static final Keyword<String> RELOAD_CHECK_CONFIG =
            Keyword.of(
                    "reload_check_config",
                    TextType.optional("log file"),
                    help("Checks a new file before a reload; a bad one leaves the old in force.")
                            .byDefault("off"));
    public static final Keyword<String> RELOAD_TIME_FILE =
            Keyword.of(
                    "reload_time_file",
                    TextType.text("path"),
                    help("File with the time at which to reload.").later());
    public static final Keyword<Boolean> RELOAD_REPEAT =
            Keyword.of(
                    "reload_repeat",
                    FlagType.NONE,
                    help("A time of day in the reload time file repeats daily.")
                            .byDefault("off")
                            .later());
    public static final Keyword<String> RELOAD_FILE =
            Keyword.of(
                    "reload_file",
                    TextType.optional("path"),
                    help("File that exists while the configuration is being read.")
                            .byDefault("off; bare: keepalived.reload in the run directory"));
    public static final Keyword<List<String>> INCLUDE_CHECK =
            Keyword.of(
                    "include_check",
                    IncludeCheckType.INCLUDE_CHECK,
                    help("Which problems of include lines are errors, to the end of the file.")
                            .byDefault("none; bare: all")
                            .eachCounts());
    public static final Keyword<String> CONFIG_SAVE_DIR =
            Keyword.of(
                    "config_save_dir",
                    TextType.text("directory"),
                    help("Each configuration that is read is saved there too.").later());
    public static final Keyword<String> TMP_CONFIG_DIRECTORY =
            Keyword.of(
                    "tmp_config_directory",
                    TextType.text("directory"),
                    help("Where keepalived keeps its merged copy; we need none.")
                            .byDefault("memory")
                            .firstCounts()
                            .later());
    public static final Keyword<Boolean> DATA_USE_INSTANCE =
            Keyword.of(
                    "data_use_instance",
                    BooleanType.BOOLEAN,
                    help("Puts instance and namespace into the names of dump files.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Integer> JSON_VERSION =
            Keyword.of(
                    "json_version",
                    new IntegerType("version", 1, 2),
                    help("Layout of the JSON dump.").byDefault("1").since("2.3 or later").later());
    public static final Keyword<String> IPROUTE_USR_DIR =
            Keyword.of(
                    "iproute_usr_dir",
                    TextType.text("directory"),
                    help("Second place to look for names of tables, protocols and scopes.")
                            .byDefault("/usr/share/iproute2")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<String> IPROUTE_ETC_DIR =
            Keyword.of(
                    "iproute_etc_dir",
                    TextType.text("directory"),
                    help("First place to look for names of tables, protocols and scopes.")
                            .byDefault("/etc/iproute2")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<String> STATE_DUMP_FILE =
            Keyword.of(
                    "state_dump_file",
                    TextType.text("path"),
                    help("Where SIGUSR1 writes the state.").since("2.3 or later").later());
    public static final Keyword<String> STATS_DUMP_FILE =
            Keyword.of(
                    "stats_dump_file",
                    TextType.text("path"),
                    help("Accepted for compatibility.").since("2.3 or later").later());
    public static final Keyword<String> JSON_DUMP_FILE =
            Keyword.of(
                    "json_dump_file",
                    TextType.text("path"),
                    help("Accepted for compatibility.").since("2.3 or later").later());
    public static final Keyword<Fifo> NOTIFY_FIFO =
            Keyword.of(
                    "notify_fifo",
                    FifoType.FIFO,
                    help("FIFO that receives VRRP and checker events.").firstCounts());
    public static final Keyword<Script> NOTIFY_FIFO_SCRIPT =
            Keyword.of(
                    "notify_fifo_script",
                    ScriptType.SCRIPT,
                    help("Reader of notify_fifo, started with its path as last argument.")
                            .firstCounts());
    public static final Keyword<String> SNMP_SOCKET =
            Keyword.of(
                    "snmp_socket",
                    OnlyWordType.of("address"),
                    help("Address of the AgentX master.")
                            .byDefault("unix:/var/agentx/master")
                            .firstCounts()
                            .later());
    public static final Keyword<Boolean> ENABLE_TRAPS =
            Keyword.of(
                    "enable_traps",
                    FlagType.NONE,
                    help("Sends SNMP traps.").byDefault("off").later());
    public static final Keyword<Boolean> ENABLE_SNMP_VRRP =
            Keyword.of(
                    "enable_snmp_vrrp",
                    FlagType.NONE,
                    help("Answers for the VRRP part of KEEPALIVED-MIB.").byDefault("off").later());
    public static final Keyword<Boolean> ENABLE_SNMP_KEEPALIVED =
            ENABLE_SNMP_VRRP.formerly("enable_snmp_keepalived");
    public static final Keyword<Boolean> ENABLE_SNMP_RFC =
            Keyword.of(
                    "enable_snmp_rfc",
                    FlagType.NONE,
                    help("Answers for both RFC MIBs.").byDefault("off").later());
    public static final Keyword<Boolean> ENABLE_SNMP_RFCV2 =
            Keyword.of(
                    "enable_snmp_rfcv2",
                    FlagType.NONE,
                    help("Answers for the MIB of RFC 2787 (version 2 instances).")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> ENABLE_SNMP_RFCV3 =
            Keyword.of(
                    "enable_snmp_rfcv3",
                    FlagType.NONE,
                    help("Answers for the MIB of RFC 6527 (version 3 instances).")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> ENABLE_SNMP_CHECKER =
            Keyword.of(
                    "enable_snmp_checker",
                    FlagType.NONE,
                    help("Answers for the checker part of KEEPALIVED-MIB.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Duration> SNMP_VS_STATS_UPDATE_INTERVAL =
            Keyword.of(
                    "snmp_vs_stats_update_interval",
                    SecondsType.decimal("0.001", "30"),
                    help("Age after which counters of services are read again.")
                            .byDefault("5")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<Duration> SNMP_RS_STATS_UPDATE_INTERVAL =
            Keyword.of(
                    "snmp_rs_stats_update_interval",
                    SecondsType.decimal("0.001", "30"),
                    help("Age after which counters of real servers are read again.")
                            .byDefault("that of services")
                            .since("2.3 or later")
                            .later());
    public static final Keyword<Boolean> ENABLE_DBUS =
            Keyword.of(
                    "enable_dbus",
                    FlagType.NONE,
                    help("Offers the D-Bus interface.").byDefault("off").later());
    public static final Keyword<String> DBUS_SERVICE_NAME =
            Keyword.of(
                    "dbus_service_name",
                    TextType.text("name"),
                    help("Bus name to ask for.").byDefault("org.keepalived.Vrrp1").later());
    public static final Keyword<String> DBUS_NO_INTERFACE_NAME =
            Keyword.of(
                    "dbus_no_interface_name",
                    TextType.text("name"),
                    help("Stands for the interface of instances without one in object paths.")
                            .byDefault("none")
                            .since("2.3 or later")
                            .later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    PROCESS_NAMES,
                    PROCESS_NAME,
                    VRRP_PROCESS_NAME,
                    CHECKER_PROCESS_NAME,
                    LVS_PROCESS_NAME,
                    BFD_PROCESS_NAME,
                    ROUTER_ID,
                    RANDOM_SEED,
                    USE_SYMLINK_PATHS,
                    SET_SUPPLEMENTARY_GROUPS,
                    SCRIPT_USER,
                    ENABLE_SCRIPT_SECURITY,
                    STARTUP_SCRIPT,
                    STARTUP_SCRIPT_TIMEOUT,
                    SHUTDOWN_SCRIPT,
                    SHUTDOWN_SCRIPT_TIMEOUT,
                    MAX_AUTO_PRIORITY,
                    MIN_AUTO_PRIORITY_DELAY,
                    UMASK,
                    RELOAD_CHECK_CONFIG,
                    RELOAD_TIME_FILE,
                    RELOAD_REPEAT,
                    RELOAD_FILE,
                    INCLUDE_CHECK,
                    CONFIG_SAVE_DIR,
                    TMP_CONFIG_DIRECTORY,
                    DATA_USE_INSTANCE,
                    JSON_VERSION,
                    IPROUTE_USR_DIR,
                    IPROUTE_ETC_DIR,
                    STATE_DUMP_FILE,
                    STATS_DUMP_FILE,
                    JSON_DUMP_FILE,
                    NOTIFY_FIFO,
                    NOTIFY_FIFO_SCRIPT,
                    SNMP_SOCKET,
                    ENABLE_TRAPS,
                    ENABLE_SNMP_VRRP,
                    ENABLE_SNMP_KEEPALIVED,
                    ENABLE_SNMP_RFC,
                    ENABLE_SNMP_RFCV2,
                    ENABLE_SNMP_RFCV3,
                    ENABLE_SNMP_CHECKER,
                    SNMP_VS_STATS_UPDATE_INTERVAL,
                    SNMP_RS_STATS_UPDATE_INTERVAL,
                    ENABLE_DBUS,
                    DBUS_SERVICE_NAME,
                    DBUS_NO_INTERFACE_NAME);
}
