package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.GlobalProcessKeywords.*;

import dev.upkeep.config.keyword.GlobalLvsKeywords;
import dev.upkeep.config.keyword.VrrpProcessKeywords;
import dev.upkeep.config.model.AutoPriority;
import dev.upkeep.config.model.DaemonGlobals;
import dev.upkeep.config.model.DbusSettings;
import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.NetlinkBuffers.Buffer;
import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.ProcessIdentity;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.ReloadPolicy;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptPolicy;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.model.StatusSettings;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `global_defs`, put together from all its blocks.
final class GlobalBuilder {
    private final BoundBlock global;
    private final DiagnosticReporter findings;
    private final Scripts scripts;
    private final Workload workload;
    private final String hostName;
    private final @Nullable SyncDaemon syncDaemonOfInstance;

    GlobalBuilder(
            BoundBlock global,
            DiagnosticReporter findings,
            Scripts scripts,
            Workload workload,
            String hostName,
            @Nullable SyncDaemon syncDaemonOfInstance) {
        this.global = global;
        this.findings = findings;
        this.scripts = scripts;
        this.workload = workload;
        this.hostName = hostName;
        this.syncDaemonOfInstance = syncDaemonOfInstance;
    }

    GlobalDefs build() {
        GlobalVrrpBuilder vrrp = new GlobalVrrpBuilder(global, findings);
        return new GlobalDefs(
                global.get(ROUTER_ID, hostName),
                global.get(RANDOM_SEED),
                new DaemonGlobals(
                        identity(),
                        scriptPolicy(),
                        fifos(),
                        scheduling(),
                        buffers(),
                        reload(),
                        files(),
                        global.value(UPKEEP_WATCHDOG),
                        new StatusSettings(
                                global.get(UPKEEP_STATUS_ADDRESS),
                                global.get(UPKEEP_STATUS_TOKEN_FILE),
                                global.get(UPKEEP_STATUS_HAPROXY))),
                new GlobalMailBuilder(global, findings).build(),
                vrrp.globals(),
                vrrp.defaults(),
                vrrp.packetFilter(),
                new GlobalLvsBuilder(global, syncDaemonOfInstance).build(),
                snmp(),
                new DbusSettings(
                        global.isOn(ENABLE_DBUS),
                        global.value(DBUS_SERVICE_NAME),
                        global.get(DBUS_NO_INTERFACE_NAME)));
    }

    private SchedulingGlobals scheduling() {
        return new SchedulingGlobals(
                scheduling(
                        VrrpProcessKeywords.VRRP_PRIORITY,
                        VrrpProcessKeywords.VRRP_NO_SWAP,
                        VrrpProcessKeywords.VRRP_RT_PRIORITY,
                        VrrpProcessKeywords.VRRP_CPU_AFFINITY,
                        VrrpProcessKeywords.VRRP_RLIMIT_RTTIME),
                scheduling(
                        GlobalLvsKeywords.CHECKER_PRIORITY,
                        GlobalLvsKeywords.CHECKER_NO_SWAP,
                        GlobalLvsKeywords.CHECKER_RT_PRIORITY,
                        GlobalLvsKeywords.CHECKER_CPU_AFFINITY,
                        GlobalLvsKeywords.CHECKER_RLIMIT_RTTIME),
                scheduling(
                        VrrpProcessKeywords.BFD_PRIORITY,
                        VrrpProcessKeywords.BFD_NO_SWAP,
                        VrrpProcessKeywords.BFD_RT_PRIORITY,
                        VrrpProcessKeywords.BFD_CPU_AFFINITY,
                        VrrpProcessKeywords.BFD_RLIMIT_RTTIME),
                new AutoPriority(
                        global.value(MAX_AUTO_PRIORITY), global.value(MIN_AUTO_PRIORITY_DELAY)));
    }

    private ProcessIdentity identity() {
        return new ProcessIdentity(
                global.isOn(PROCESS_NAMES),
                shortName(PROCESS_NAME),
                shortName(VRRP_PROCESS_NAME),
                shortName(CHECKER_PROCESS_NAME),
                shortName(BFD_PROCESS_NAME));
    }

    /// The kernel keeps 15 characters of a process name.
    private @Nullable String shortName(Keyword<String> keyword) {
        String name = global.get(keyword);
        return name == null || name.length() <= 15 ? name : name.substring(0, 15);
    }

    private ScriptPolicy scriptPolicy() {
        return new ScriptPolicy(
                scripts.defaultUser(),
                scripts.security(),
                global.isOn(USE_SYMLINK_PATHS),
                global.isOn(SET_SUPPLEMENTARY_GROUPS),
                scripts.notification(global, STARTUP_SCRIPT),
                global.value(STARTUP_SCRIPT_TIMEOUT),
                scripts.notification(global, SHUTDOWN_SCRIPT),
                global.value(SHUTDOWN_SCRIPT_TIMEOUT));
    }

    private NotifyFifos fifos() {
        Fifo all = fifo(NOTIFY_FIFO, NOTIFY_FIFO_SCRIPT, workload.vrrp() || workload.checkers());
        Fifo vrrp =
                fifo(
                        VrrpProcessKeywords.VRRP_NOTIFY_FIFO,
                        VrrpProcessKeywords.VRRP_NOTIFY_FIFO_SCRIPT,
                        workload.vrrp());
        Fifo lvs =
                fifo(
                        GlobalLvsKeywords.LVS_NOTIFY_FIFO,
                        GlobalLvsKeywords.LVS_NOTIFY_FIFO_SCRIPT,
                        workload.checkers());
        return new NotifyFifos(
                all,
                sameAs(all, vrrp, VrrpProcessKeywords.VRRP_NOTIFY_FIFO),
                sameAs(all, lvs, GlobalLvsKeywords.LVS_NOTIFY_FIFO),
                global.isOn(VrrpProcessKeywords.FIFO_WRITE_VRRP_STATES_ON_RELOAD));
    }

    private @Nullable Fifo fifo(Keyword<Fifo> path, Keyword<Script> reader, boolean used) {
        Fifo fifo = global.get(path);
        Script script = scripts.when(used).notification(global, reader);
        if (fifo != null) {
            return new Fifo(fifo.path(), fifo.owner(), script);
        }
        if (global.has(reader)) {
            findings.hint(
                    DiagnosticCode.FIFO_SCRIPT_ALONE,
                    global.where(reader),
                    reader.name() + " has no effect without " + path.name(),
                    null);
        }
        return null;
    }

    private @Nullable Fifo sameAs(@Nullable Fifo all, @Nullable Fifo one, Keyword<Fifo> keyword) {
        if (all == null || one == null || !all.path().equals(one.path())) {
            return one;
        }
        findings.error(
                DiagnosticCode.FIFO_SAME,
                global.where(keyword),
                keyword.name() + " " + one.path() + " is notify_fifo already; ignored",
                null);
        return null;
    }

    private ProcessScheduling scheduling(
            Keyword<Integer> nice,
            Keyword<Boolean> noSwap,
            Keyword<Integer> realtime,
            Keyword<List<Integer>> cpus,
            Keyword<Long> limit) {
        return new ProcessScheduling(
                global.get(nice),
                global.isOn(noSwap),
                global.value(realtime),
                global.value(cpus),
                Math.max(global.value(limit), 2));
    }

    private NetlinkBuffers buffers() {
        return new NetlinkBuffers(
                buffer(
                        VrrpProcessKeywords.VRRP_NETLINK_CMD_RCV_BUFS,
                        VrrpProcessKeywords.VRRP_NETLINK_CMD_RCV_BUFS_FORCE),
                buffer(
                        VrrpProcessKeywords.VRRP_NETLINK_MONITOR_RCV_BUFS,
                        VrrpProcessKeywords.VRRP_NETLINK_MONITOR_RCV_BUFS_FORCE),
                buffer(
                        VrrpProcessKeywords.PROCESS_MONITOR_RCV_BUFS,
                        VrrpProcessKeywords.PROCESS_MONITOR_RCV_BUFS_FORCE),
                buffer(
                        GlobalLvsKeywords.LVS_NETLINK_CMD_RCV_BUFS,
                        GlobalLvsKeywords.LVS_NETLINK_CMD_RCV_BUFS_FORCE),
                buffer(
                        GlobalLvsKeywords.LVS_NETLINK_MONITOR_RCV_BUFS,
                        GlobalLvsKeywords.LVS_NETLINK_MONITOR_RCV_BUFS_FORCE));
    }

    private Buffer buffer(Keyword<Integer> bytes, Keyword<Boolean> force) {
        return new Buffer(global.value(bytes), global.isOn(force));
    }

    private SnmpSettings snmp() {
        Duration services = global.value(SNMP_VS_STATS_UPDATE_INTERVAL);
        boolean both = global.isOn(ENABLE_SNMP_RFC);
        return new SnmpSettings(
                global.get(SNMP_SOCKET),
                global.isOn(ENABLE_TRAPS),
                global.isOn(ENABLE_SNMP_VRRP),
                both || global.isOn(ENABLE_SNMP_RFCV2),
                both || global.isOn(ENABLE_SNMP_RFCV3),
                global.isOn(ENABLE_SNMP_CHECKER),
                services,
                global.get(SNMP_RS_STATS_UPDATE_INTERVAL, services));
    }

    private ReloadSettings reload() {
        String log = global.get(RELOAD_CHECK_CONFIG);
        ReloadPolicy otherwise = log == null ? ReloadPolicy.DEFAULT : ReloadPolicy.STRICT;
        return new ReloadSettings(
                global.get(RELOAD_POLICY, otherwise),
                log != null && log.isEmpty() ? "/dev/null" : log,
                global.get(RELOAD_TIME_FILE),
                global.isOn(RELOAD_REPEAT),
                global.get(RELOAD_FILE),
                includeCheck());
    }

    private List<String> includeCheck() {
        Set<String> kinds = new LinkedHashSet<>();
        for (Located<List<String>> line : global.all(INCLUDE_CHECK)) {
            boolean replaces =
                    line.value().stream().noneMatch(w -> w.startsWith("+") || w.startsWith("-"));
            if (replaces) {
                kinds.clear();
            }
            for (String word : line.value()) {
                if (word.startsWith("-")) {
                    kinds.remove(word.substring(1));
                } else {
                    kinds.add(word.startsWith("+") ? word.substring(1) : word);
                }
            }
        }
        return List.copyOf(kinds);
    }

    private DumpFiles files() {
        return new DumpFiles(
                global.value(UMASK),
                global.get(CONFIG_SAVE_DIR),
                global.get(TMP_CONFIG_DIRECTORY),
                global.isOn(DATA_USE_INSTANCE),
                global.value(JSON_VERSION),
                global.value(IPROUTE_USR_DIR),
                global.value(IPROUTE_ETC_DIR),
                global.get(STATE_DUMP_FILE),
                global.get(STATS_DUMP_FILE),
                global.get(JSON_DUMP_FILE));
    }
}
