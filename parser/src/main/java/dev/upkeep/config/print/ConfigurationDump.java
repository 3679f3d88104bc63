package dev.upkeep.config.print;

import dev.upkeep.config.keyword.BfdKeywords;
import dev.upkeep.config.keyword.FileKeywords;
import dev.upkeep.config.keyword.GarpGroupKeywords;
import dev.upkeep.config.keyword.ProcessKeywords;
import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.keyword.ScriptKeywords;
import dev.upkeep.config.keyword.SslKeywords;
import dev.upkeep.config.keyword.TrackGroupKeywords;
import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.model.ProcessSettings;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.config.value.InitFileType.InitFile;
import dev.upkeep.config.value.WeightType.Weight;
import java.util.List;

/// The effective configuration, defaults included, in the syntax of a configuration: reading it
/// gives an equal model.
public final class ConfigurationDump {
    private final DumpWriter out = new DumpWriter();

    private ConfigurationDump() {}

    /// The text of a configuration.
    public static String of(Configuration configuration) {
        ConfigurationDump dump = new ConfigurationDump();
        dump.process(configuration.process());
        new GlobalDump(dump.out).write(configuration.global());
        dump.ssl(configuration.ssl());
        configuration.trackers().scripts().forEach(dump::script);
        configuration.trackers().processes().forEach(dump::process);
        configuration.trackers().files().forEach(dump::file);
        configuration.trackers().bfdInstances().forEach(dump::bfd);
        configuration.statics().trackGroups().forEach(dump::trackGroup);
        dump.out
                .lines(RootKeywords.STATIC_IPADDRESS, configuration.statics().addresses())
                .lines(RootKeywords.STATIC_ROUTES, configuration.statics().routes())
                .lines(RootKeywords.STATIC_RULES, configuration.statics().rules())
                .lines(RootKeywords.LINKBEAT_INTERFACES, configuration.interfaces().linkbeats())
                .lines(RootKeywords.INTERFACE_UP_DOWN_DELAYS, configuration.interfaces().delays());
        configuration.interfaces().garpGroups().forEach(dump::garpGroup);
        VrrpDump vrrp = new VrrpDump(dump.out);
        configuration.vrrpInstances().forEach(vrrp::instance);
        configuration.syncGroups().forEach(vrrp::group);
        ServiceDump services = new ServiceDump(dump.out, configuration.virtualServerGroups());
        configuration.virtualServerGroups().forEach(services::group);
        configuration.virtualServers().forEach(services::service);
        return dump.out.toString();
    }

    /// Groups and virtual servers alone: a file to be included.
    public static String services(List<VirtualServerGroup> groups, List<VirtualServer> servers) {
        DumpWriter out = new DumpWriter();
        ServiceDump services = new ServiceDump(out, groups);
        groups.forEach(services::group);
        servers.forEach(services::service);
        return out.toString();
    }

    /// VRRP instances alone: a file to be included.
    public static String instances(List<VrrpInstance> instances) {
        DumpWriter out = new DumpWriter();
        VrrpDump vrrp = new VrrpDump(out);
        instances.forEach(vrrp::instance);
        return out.toString();
    }

    private void process(ProcessSettings process) {
        out.put(RootKeywords.NET_NAMESPACE, process.netNamespace())
                .put(RootKeywords.NET_NAMESPACE_IPVS, process.ipvsNamespace())
                .flag(RootKeywords.NAMESPACE_WITH_IPSETS, process.namespaceWithIpsets())
                .flag(RootKeywords.USE_PID_DIR, process.usePidDirectory())
                .put(RootKeywords.INSTANCE, process.instance())
                .put(RootKeywords.CHILD_WAIT_TIME, process.childWait())
                .flag(RootKeywords.LINKBEAT_USE_POLLING, process.linkbeatPolling());
    }

    private void ssl(SslSettings ssl) {
        if (ssl.equals(new SslSettings(null, null, null, null))) {
            return;
        }
        out.open(SslKeywords.SSL, true)
                .put(SslKeywords.PASSWORD, ssl.password())
                .put(SslKeywords.CA, ssl.ca())
                .put(SslKeywords.CERTIFICATE, ssl.certificate())
                .put(SslKeywords.KEY, ssl.key())
                .end();
    }

    private void script(VrrpScript script) {
        out.open(ScriptKeywords.VRRP_SCRIPT, script.name())
                .put(ScriptKeywords.SCRIPT, Dumps.command(script.script()))
                .put(ScriptKeywords.USER, script.script().user())
                .put(ScriptKeywords.INTERVAL, script.interval())
                .put(ScriptKeywords.TIMEOUT, script.timeout())
                .put(ScriptKeywords.WEIGHT, weight(script.weight(), script.reverse()))
                .put(ScriptKeywords.RISE, script.rise())
                .put(ScriptKeywords.FALL, script.fall())
                .flag(ScriptKeywords.INIT_FAIL, script.initFail())
                .end();
    }

    private static Weight weight(int weight, boolean reverse) {
        return new Weight(weight, reverse);
    }

    private void process(TrackProcess process) {
        out.open(ProcessKeywords.VRRP_TRACK_PROCESS, process.name())
                .put(ProcessKeywords.PROCESS, process.command())
                .put(
                        ProcessKeywords.PARAM_MATCH,
                        process.match() == TrackProcess.ParameterMatch.NONE
                                ? null
                                : process.match())
                .put(ProcessKeywords.WEIGHT, weight(process.weight(), process.reverse()))
                .put(ProcessKeywords.QUORUM, Dumps.unlessZero(process.quorum()))
                .put(ProcessKeywords.QUORUM_MAX, process.quorumMax())
                .put(ProcessKeywords.TERMINATE_DELAY, Dumps.unlessZero(process.terminateDelay()))
                .put(ProcessKeywords.FORK_DELAY, Dumps.unlessZero(process.forkDelay()))
                .flag(ProcessKeywords.FULL_COMMAND, process.fullCommand())
                .end();
    }

    private void file(TrackFile file) {
        Integer init = file.initValue();
        out.open(FileKeywords.TRACK_FILE, file.name())
                .put(FileKeywords.FILE, file.path())
                .put(FileKeywords.WEIGHT, weight(file.weight(), file.reverse()))
                .put(
                        FileKeywords.INIT_FILE,
                        init == null ? null : new InitFile(init, file.overwrite()))
                .end();
    }

    private void bfd(BfdInstance bfd) {
        out.open(BfdKeywords.BFD_INSTANCE, bfd.name())
                .put(BfdKeywords.SOURCE_IP, bfd.source())
                .put(BfdKeywords.NEIGHBOR_IP, bfd.neighbor())
                .put(BfdKeywords.MIN_RX, bfd.timing().minRx())
                .put(BfdKeywords.MIN_TX, bfd.timing().minTx())
                .put(BfdKeywords.IDLE_TX, bfd.timing().idleTx())
                .put(BfdKeywords.MULTIPLIER, bfd.timing().multiplier())
                .flag(BfdKeywords.PASSIVE, bfd.passive())
                .put(BfdKeywords.TTL, bfd.hops().ttl())
                .put(BfdKeywords.MAX_HOPS, bfd.hops().max())
                .flag(BfdKeywords.MULTIHOP, bfd.hops().multihop())
                .put(BfdKeywords.WEIGHT, weight(bfd.weight(), bfd.reverse()))
                .flag(BfdKeywords.VRRP, bfd.forVrrp() && !bfd.forCheckers())
                .flag(BfdKeywords.CHECKER, bfd.forCheckers() && !bfd.forVrrp())
                .end();
    }

    private void trackGroup(TrackGroup group) {
        out.open(TrackGroupKeywords.TRACK_GROUP, group.name())
                .lines(TrackGroupKeywords.GROUP, group.members())
                .end();
    }

    private void garpGroup(GarpGroup group) {
        out.open(GarpGroupKeywords.GARP_GROUP, true)
                .put(GarpGroupKeywords.GARP_INTERVAL, group.garpInterval())
                .put(GarpGroupKeywords.GNA_INTERVAL, group.gnaInterval())
                .lines(GarpGroupKeywords.INTERFACES, group.interfaces())
                .end();
    }
}
