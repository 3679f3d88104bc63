package dev.upkeep.config.print;

import static dev.upkeep.config.keyword.GlobalLvsKeywords.*;
import static dev.upkeep.config.keyword.GlobalMailKeywords.*;
import static dev.upkeep.config.keyword.GlobalProcessKeywords.*;
import static dev.upkeep.config.keyword.GlobalVrrpKeywords.*;
import static dev.upkeep.config.keyword.VrrpFilterKeywords.*;
import static dev.upkeep.config.keyword.VrrpProcessKeywords.*;

import dev.upkeep.config.keyword.GlobalKeywords;
import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.LvsGlobals.Timeouts;
import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.NetlinkBuffers.Buffer;
import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptPolicy;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.config.value.MailServerType.MailServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The block `global_defs` of a dump.
record GlobalDump(DumpWriter out) {

    void write(GlobalDefs global) {
        out.open(GlobalKeywords.GLOBAL_DEFS, true);
        out.put(ROUTER_ID, global.routerId()).put(RANDOM_SEED, global.randomSeed());
        out.flag(PROCESS_NAMES, global.daemon().identity().roleNames())
                .put(PROCESS_NAME, global.daemon().identity().processName())
                .put(VRRP_PROCESS_NAME, global.daemon().identity().vrrpName())
                .put(CHECKER_PROCESS_NAME, global.daemon().identity().checkerName())
                .put(BFD_PROCESS_NAME, global.daemon().identity().bfdName());
        mail(global.mail());
        scripts(global.daemon().scripts());
        fifo(NOTIFY_FIFO, NOTIFY_FIFO_SCRIPT, global.daemon().fifos().all());
        fifo(VRRP_NOTIFY_FIFO, VRRP_NOTIFY_FIFO_SCRIPT, global.daemon().fifos().vrrp());
        fifo(LVS_NOTIFY_FIFO, LVS_NOTIFY_FIFO_SCRIPT, global.daemon().fifos().lvs());
        out.flag(FIFO_WRITE_VRRP_STATES_ON_RELOAD, global.daemon().fifos().statesOnReload());
        vrrp(global.vrrp());
        defaults(global.vrrpDefaults());
        packetFilter(global.packetFilter());
        lvs(global.lvs());
        scheduling(global);
        buffers(global.daemon().netlinkBuffers());
        snmp(global.snmp());
        out.flag(ENABLE_DBUS, global.dbus().enabled())
                .put(DBUS_SERVICE_NAME, global.dbus().serviceName())
                .put(DBUS_NO_INTERFACE_NAME, global.dbus().noInterfaceName());
        reload(global.daemon().reload());
        files(global.daemon().files());
        out.end();
    }

    private void mail(MailSettings mail) {
        String server = mail.server();
        out.put(NOTIFICATION_EMAIL_FROM, mail.from())
                .put(SMTP_SERVER, server == null ? null : new MailServer(server, mail.port()))
                .put(SMTP_HELO_NAME, mail.heloName())
                .put(SMTP_CONNECT_TIMEOUT, mail.connectTimeout())
                .lines(NOTIFICATION_EMAIL, mail.recipients())
                .put(SMTP_ALERT, mail.alert())
                .put(SMTP_ALERT_VRRP, mail.alertVrrp())
                .put(SMTP_ALERT_CHECKER, mail.alertChecker())
                .flag(NO_EMAIL_FAULTS, mail.noFaults())
                .flag(NO_CHECKER_EMAILS, mail.noCheckers());
    }

    private void scripts(ScriptPolicy scripts) {
        out.put(SCRIPT_USER, scripts.user())
                .flag(ENABLE_SCRIPT_SECURITY, scripts.security())
                .flag(USE_SYMLINK_PATHS, scripts.useSymlinkPaths())
                .flag(SET_SUPPLEMENTARY_GROUPS, scripts.supplementaryGroups())
                .put(STARTUP_SCRIPT, scripts.startup())
                .put(STARTUP_SCRIPT_TIMEOUT, scripts.startupTimeout())
                .put(SHUTDOWN_SCRIPT, scripts.shutdown())
                .put(SHUTDOWN_SCRIPT_TIMEOUT, scripts.shutdownTimeout());
    }

    private void fifo(Keyword<Fifo> path, Keyword<Script> reader, @Nullable Fifo fifo) {
        if (fifo != null) {
            out.put(path, fifo).put(reader, fifo.script());
        }
    }

    private void vrrp(VrrpGlobals vrrp) {
        out.put(DEFAULT_INTERFACE, vrrp.defaultInterface())
                .put(
                        DYNAMIC_INTERFACES,
                        vrrp.dynamicInterfaces() == DynamicInterfaces.OFF
                                ? null
                                : vrrp.dynamicInterfaces())
                .flag(DISABLE_LOCAL_IGMP, vrrp.disableLocalIgmp())
                .put(VRRP_GARP_INTERVAL, Dumps.unlessZero(vrrp.garpInterval()))
                .put(VRRP_GNA_INTERVAL, Dumps.unlessZero(vrrp.gnaInterval()))
                .put(VRRP_STARTUP_DELAY, Dumps.unlessZero(vrrp.startupDelay()))
                .put(VRRP_DELAY_AFTER_BOOT, Dumps.unlessZero(vrrp.delayAfterBoot()))
                .flag(LOG_UNKNOWN_VRIDS, vrrp.logUnknownVrids())
                .put(VMAC_PREFIX, vrrp.vmacPrefix())
                .put(VMAC_ADDR_PREFIX, vrrp.vmacAddressPrefix())
                .put(
                        VRRP_RX_BUFS_POLICY,
                        vrrp.receiveBufferPolicy().isEmpty() ? null : vrrp.receiveBufferPolicy())
                .put(VRRP_RX_BUFS_MULTIPLIER, vrrp.receiveBufferMultiplier());
    }

    private void defaults(VrrpDefaults d) {
        Announcements garp = d.announcements();
        boolean extra = !garp.extraInterfacePeriod().isZero();
        out.put(VRRP_VERSION, d.version())
                .put(VRRP_MCAST_GROUP4, d.multicastGroup4())
                .put(VRRP_MCAST_GROUP6, d.multicastGroup6())
                .put(VRRP_DOWN_TIMER_ADVERTS, d.downTimerAdverts())
                .flag(VRRP_MIN_GARP, d.minimalGarp())
                .put(VRRP_GARP_MASTER_DELAY, garp.delay())
                .put(VRRP_GARP_MASTER_REPEAT, garp.repeat())
                .put(VRRP_GARP_MASTER_REFRESH, garp.refresh())
                .put(VRRP_GARP_MASTER_REFRESH_REPEAT, Dumps.unlessZero(garp.refreshRepeat()))
                .put(VRRP_GARP_LOWER_PRIO_DELAY, garp.lowerPriorityDelay())
                .put(VRRP_GARP_LOWER_PRIO_REPEAT, garp.lowerPriorityRepeat())
                .put(
                        VRRP_GARP_EXTRA_IF,
                        extra
                                ? new ExtraInterface(
                                        garp.extraInterfaceAll(), garp.extraInterfacePeriod())
                                : null)
                .flag(
                        VRRP_LOWER_PRIO_NO_ADVERT,
                        d.advertFlags().contains(Flag.LOWER_PRIORITY_NO_ADVERT))
                .flag(
                        VRRP_HIGHER_PRIO_SEND_ADVERT,
                        d.advertFlags().contains(Flag.HIGHER_PRIORITY_SEND_ADVERT))
                .flag(VRRP_CHECK_UNICAST_SRC, d.checkUnicastSource())
                .flag(
                        VRRP_SKIP_CHECK_ADV_ADDR,
                        d.advertFlags().contains(Flag.SKIP_CHECK_ADVERT_ADDRESSES))
                .flag(VRRP_STRICT, d.advertFlags().contains(Flag.STRICT))
                .flag(VRRP_NOTIFY_PRIORITY_CHANGES, d.notifyPriorityChanges())
                .flag(
                        VRRP_OWNER_IGNORE_ADVERTS,
                        d.advertFlags().contains(Flag.OWNER_IGNORES_ADVERTS))
                .flag(V3_CHECKSUM_AS_V2, d.advertFlags().contains(Flag.CHECKSUM_AS_VERSION_2));
    }

    private void packetFilter(PacketFilterSettings filter) {
        String in = filter.iptablesIn();
        if (in != null) {
            List<String> chains = new ArrayList<>(List.of(in));
            if (filter.iptablesOut() != null) {
                chains.add(filter.iptablesOut());
            }
            out.put(VRRP_IPTABLES, chains);
        }
        out.put(VRRP_IPSETS, filter.ipsets())
                .put(NFTABLES, filter.nftablesTable())
                .put(NFTABLES_PRIORITY, filter.nftablesPriority())
                .flag(NFTABLES_IFINDEX, filter.nftablesInterfaceIndex())
                .flag(NFTABLES_COUNTERS, filter.counters());
    }

    private void lvs(LvsGlobals lvs) {
        out.flag(LVS_FLUSH, lvs.flush())
                .put(
                        LVS_FLUSH_ON_STOP,
                        lvs.flushOnStop() == FlushOnStop.NO ? null : lvs.flushOnStop())
                .put(
                        LVS_TIMEOUTS,
                        lvs.timeouts().equals(new Timeouts(0, 0, 0)) ? null : lvs.timeouts())
                .put(LVS_SYNC_DAEMON, lvs.syncDaemon())
                .put(NFTABLES_IPVS, lvs.nftablesTable())
                .put(NFTABLES_IPVS_PRIORITY, lvs.nftablesPriority())
                .put(NFTABLES_IPVS_START_FWMARK, Integer.toUnsignedLong(lvs.nftablesStartMark()))
                .put(UPKEEP_RECONCILE_INTERVAL, lvs.reconcileInterval())
                .flag(RS_INIT_NOTIFIES, lvs.initialNotifies())
                .flag(CHECKER_LOG_ALL_FAILURES, lvs.checkerLogAllFailures());
    }

    private void scheduling(GlobalDefs global) {
        ProcessScheduling vrrp = global.daemon().scheduling().vrrp();
        out.put(VRRP_PRIORITY, vrrp.nice())
                .flag(VRRP_NO_SWAP, vrrp.noSwap())
                .put(VRRP_RT_PRIORITY, Dumps.unlessZero(vrrp.realtimePriority()))
                .put(VRRP_CPU_AFFINITY, cpus(vrrp))
                .put(VRRP_RLIMIT_RTTIME, vrrp.rlimitRttimeMicros());
        ProcessScheduling checker = global.daemon().scheduling().checkers();
        out.put(CHECKER_PRIORITY, checker.nice())
                .flag(CHECKER_NO_SWAP, checker.noSwap())
                .put(CHECKER_RT_PRIORITY, Dumps.unlessZero(checker.realtimePriority()))
                .put(CHECKER_CPU_AFFINITY, cpus(checker))
                .put(CHECKER_RLIMIT_RTTIME, checker.rlimitRttimeMicros());
        ProcessScheduling bfd = global.daemon().scheduling().bfd();
        out.put(BFD_PRIORITY, bfd.nice())
                .flag(BFD_NO_SWAP, bfd.noSwap())
                .put(BFD_RT_PRIORITY, Dumps.unlessZero(bfd.realtimePriority()))
                .put(BFD_CPU_AFFINITY, cpus(bfd))
                .put(BFD_RLIMIT_RTTIME, bfd.rlimitRttimeMicros());
        out.put(MAX_AUTO_PRIORITY, global.daemon().scheduling().autoPriority().maximum())
                .put(
                        MIN_AUTO_PRIORITY_DELAY,
                        global.daemon().scheduling().autoPriority().minimumDelay());
    }

    private static @Nullable List<Integer> cpus(ProcessScheduling scheduling) {
        return scheduling.affinity().isEmpty() ? null : scheduling.affinity();
    }

    private void buffers(NetlinkBuffers buffers) {
        buffer(VRRP_NETLINK_CMD_RCV_BUFS, VRRP_NETLINK_CMD_RCV_BUFS_FORCE, buffers.vrrpCommand());
        buffer(
                VRRP_NETLINK_MONITOR_RCV_BUFS,
                VRRP_NETLINK_MONITOR_RCV_BUFS_FORCE,
                buffers.vrrpMonitor());
        buffer(PROCESS_MONITOR_RCV_BUFS, PROCESS_MONITOR_RCV_BUFS_FORCE, buffers.processMonitor());
        buffer(LVS_NETLINK_CMD_RCV_BUFS, LVS_NETLINK_CMD_RCV_BUFS_FORCE, buffers.lvsCommand());
        buffer(
                LVS_NETLINK_MONITOR_RCV_BUFS,
                LVS_NETLINK_MONITOR_RCV_BUFS_FORCE,
                buffers.lvsMonitor());
    }

    private void buffer(Keyword<Integer> bytes, Keyword<Boolean> force, Buffer buffer) {
        out.put(bytes, Dumps.unlessZero(buffer.bytes())).flag(force, buffer.force());
    }

    private void snmp(SnmpSettings snmp) {
        out.put(SNMP_SOCKET, snmp.socket())
                .flag(ENABLE_TRAPS, snmp.traps())
                .flag(ENABLE_SNMP_VRRP, snmp.vrrp())
                .flag(ENABLE_SNMP_RFCV2, snmp.rfcV2())
                .flag(ENABLE_SNMP_RFCV3, snmp.rfcV3())
                .flag(ENABLE_SNMP_CHECKER, snmp.checker())
                .put(SNMP_VS_STATS_UPDATE_INTERVAL, snmp.virtualServerInterval())
                .put(SNMP_RS_STATS_UPDATE_INTERVAL, snmp.realServerInterval());
    }

    private void reload(ReloadSettings reload) {
        out.put(RELOAD_CHECK_CONFIG, reload.checkConfigLog())
                .put(RELOAD_TIME_FILE, reload.timeFile())
                .flag(RELOAD_REPEAT, reload.repeat())
                .put(RELOAD_FILE, reload.reloadFile())
                .put(INCLUDE_CHECK, reload.includeCheck().isEmpty() ? null : reload.includeCheck());
    }

    private void files(DumpFiles files) {
        out.put(UMASK, files.umask())
                .put(CONFIG_SAVE_DIR, files.configSaveDirectory())
                .put(TMP_CONFIG_DIRECTORY, files.temporaryDirectory())
                .flag(DATA_USE_INSTANCE, files.useInstanceName())
                .put(JSON_VERSION, files.jsonVersion())
                .put(IPROUTE_USR_DIR, files.iprouteUsrDirectory())
                .put(IPROUTE_ETC_DIR, files.iprouteEtcDirectory())
                .put(STATE_DUMP_FILE, files.stateDumpFile())
                .put(STATS_DUMP_FILE, files.statsDumpFile())
                .put(JSON_DUMP_FILE, files.jsonDumpFile());
    }
}
