package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.BfdKeywords;
import dev.upkeep.config.keyword.FileKeywords;
import dev.upkeep.config.keyword.GlobalKeywords;
import dev.upkeep.config.keyword.ProcessKeywords;
import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.keyword.ScriptKeywords;
import dev.upkeep.config.keyword.SslKeywords;
import dev.upkeep.config.keyword.SyncGroupKeywords;
import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.InterfaceSettings;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.model.ProcessSettings;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.StaticResources;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.model.Trackers;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DependencyRecorder;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.SystemView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts bound blocks together to a [Configuration]: first what others refer to, then the rest, each
/// kind in the order of the file.
public final class ConfigurationBuilder {
    private final DependencyRecorder system;
    private final DiagnosticReporter findings;
    private final BoundBlock root;
    private final ServiceMemory memory;

    /// Makes a builder for one reading.
    ///
    /// @param root all top-level blocks and keywords in the order of the file
    /// @param memory services that need not be built
    public ConfigurationBuilder(
            SystemView system, DiagnosticReporter findings, BoundBlock root, ServiceMemory memory) {
        this.system = new DependencyRecorder(system, findings.to());
        this.findings = new DiagnosticReporter(this.system);
        this.root = root;
        this.memory = memory;
    }

    /// Returns the configuration of whatever could be understood.
    public Configuration build() {
        BoundBlock global = BoundBlock.empty(GlobalKeywords.GLOBAL_DEFS, root.where());
        root.blocks(GlobalKeywords.GLOBAL_DEFS).forEach(global::addAll);
        repeated(root);
        repeated(global);
        Workload workload = Workload.of(root);
        boolean[] stopped = {false};
        DiagnosticReporter findings =
                new DiagnosticReporter(found -> {
                    stopped[0] |=
                            found.code() == DiagnosticCode.INTERFACE_UNKNOWN
                                    || found.code() == DiagnosticCode.DELAY_INTERFACE;
                    this.findings.to().accept(found);
                });
        Scripts scripts = new Scripts(system, findings, global);
        GlobalDefs defs =
                new GlobalBuilder(
                                global,
                                findings,
                                scripts,
                                workload,
                                system.hostName(),
                                syncDaemonOfInstance())
                        .build();
        SourceLocation ofParent = scripts.takeUnguarded();
        BuildContext build =
                new BuildContext(
                        system,
                        findings,
                        scripts,
                        defs,
                        global,
                        system,
                        ConfiguredAddresses.of(root));
        Interfaces interfaces = new Interfaces(build);
        new SyncDaemonChecks(build, interfaces, root).check();
        TrackedObjects objects = tracked(build, scripts.when(workload.vrrp()));
        RulePreferences preferences = new RulePreferences();
        Definitions<VrrpInstance> instances = instances(build, objects, interfaces, preferences);
        List<SyncGroup> groups = syncGroups(build, objects, interfaces, instances);
        StaticBuilder statics = new StaticBuilder(build, interfaces, instances);
        Definitions<TrackGroup> trackGroups = statics.trackGroups(root);
        List<VirtualAddress> addresses = statics.addresses(root, trackGroups);
        ResourcesBuilder resources =
                new ResourcesBuilder(build, interfaces, preferences, trackGroups);
        List<Route> routes = resources.routes(root, RootKeywords.STATIC_ROUTES);
        List<RoutingRule> rules = resources.rules(root, RootKeywords.STATIC_RULES);
        List<GarpGroup> garpGroups = statics.garpGroups(root);
        List<InterfaceDelay> delays = statics.delays(root);
        SourceLocation ofVrrp = scripts.takeUnguarded();
        Definitions<VirtualServerGroup> serverGroups = new ServerGroups(build).of(root);
        List<VirtualServer> services = services(build, objects, serverGroups);
        new QuorumAddresses(build, services, serverGroups.values()).check(root);
        SourceLocation ofCheckers = scripts.takeUnguarded();
        // An interface that is missing ends keepalived's VRRP process before it looks at scripts.
        SourceLocation ofOthers = ofVrrp == null || stopped[0] ? ofCheckers : ofVrrp;
        scripts.reportUnguarded(ofParent == null ? ofOthers : ofParent);
        return new Configuration(
                process(),
                defs,
                ssl(),
                new StaticResources(addresses, routes, rules, trackGroups.values()),
                new Trackers(
                        objects.scripts.values(),
                        objects.processes.values(),
                        objects.files.values(),
                        objects.bfd.values()),
                new InterfaceSettings(
                        garpGroups,
                        root.lines(RootKeywords.LINKBEAT_INTERFACES).stream()
                                .map(Located::value)
                                .toList(),
                        delays),
                groups,
                instances.values(),
                serverGroups.values(),
                services);
    }

    private void repeated(BoundBlock block) {
        for (Located<Node> again : block.repeated()) {
            findings.warning(
                    DiagnosticCode.KEYWORD_REPEATED,
                    again.where(),
                    again.value().name() + " is given twice, the first one counts",
                    "remove this line or the other");
        }
    }

    /// The sync daemon as `lvs_sync_daemon_interface` of the first instance that has it asks for
    /// it.
    private @Nullable SyncDaemon syncDaemonOfInstance() {
        for (BoundBlock block : root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE)) {
            String device = block.get(VrrpInstanceKeywords.LVS_SYNC_DAEMON_INTERFACE);
            if (device != null) {
                return new SyncDaemon(device, block.name(), null, 0, 0, 0, null);
            }
        }
        return null;
    }

    private TrackedObjects tracked(BuildContext build, Scripts scripts) {
        TrackedObjects objects = new TrackedObjects(build, scripts);
        for (BoundBlock block : root.blocks()) {
            Node node = block.node();
            if (node == ScriptKeywords.VRRP_SCRIPT) {
                objects.script(block);
            } else if (node == ProcessKeywords.VRRP_TRACK_PROCESS) {
                objects.process(block);
            } else if (node == FileKeywords.TRACK_FILE || node == FileKeywords.VRRP_TRACK_FILE) {
                objects.file(block);
            } else if (node == BfdKeywords.BFD_INSTANCE) {
                objects.bfd(block);
            }
        }
        return objects;
    }

    private Definitions<VrrpInstance> instances(
            BuildContext build,
            TrackedObjects objects,
            Interfaces interfaces,
            RulePreferences preferences) {
        Definitions<VrrpInstance> instances = Definitions.anywhere("vrrp_instance");
        VrrpInstanceBuilder builder =
                new VrrpInstanceBuilder(
                        build, objects, interfaces, preferences, inWeightlessGroups());
        InstanceChecks checks = new InstanceChecks(build);
        for (BoundBlock block : root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE)) {
            if (instances.knows(block.name())) {
                skippedTwin(build, block);
                continue;
            }
            VrrpInstance instance = builder.build(block);
            instances.define(block.name(), instance, block.where());
            if (instance != null) {
                checks.add(instance, block);
            }
        }
        return instances;
    }

    private static void skippedTwin(BuildContext build, BoundBlock block) {
        build.error(
                DiagnosticCode.NAME_TAKEN,
                block.where(),
                block.node().name() + " " + block.name() + " is defined twice; this one is skipped",
                "choose another name");
    }

    private Set<String> inWeightlessGroups() {
        return root.blocks(SyncGroupKeywords.VRRP_SYNC_GROUP).stream()
                .filter(group -> !group.isOn(SyncGroupKeywords.SYNC_GROUP_TRACKING_WEIGHT))
                .flatMap(group -> group.lines(SyncGroupKeywords.GROUP).stream())
                .map(Located::value)
                .collect(Collectors.toSet());
    }

    private List<SyncGroup> syncGroups(
            BuildContext build,
            TrackedObjects objects,
            Interfaces interfaces,
            Definitions<VrrpInstance> instances) {
        Map<String, SyncGroup> groups = new LinkedHashMap<>();
        SyncGroupBuilder builder = new SyncGroupBuilder(build, objects, interfaces, instances);
        for (BoundBlock block : root.blocks(SyncGroupKeywords.VRRP_SYNC_GROUP)) {
            if (groups.containsKey(block.name())) {
                skippedTwin(build, block);
                continue;
            }
            SyncGroup group = builder.build(block);
            if (group != null) {
                groups.put(block.name(), group);
            }
        }
        return List.copyOf(groups.values());
    }

    private List<VirtualServer> services(
            BuildContext build, TrackedObjects objects, Definitions<VirtualServerGroup> groups) {
        VirtualServerBuilder builder = new VirtualServerBuilder(build, objects, groups);
        ServiceChecks checks = new ServiceChecks(build);
        List<VirtualServer> services = new ArrayList<>();
        for (BoundBlock block : root.blocks(VirtualServerKeywords.VIRTUAL_SERVER)) {
            VirtualServer service = service(builder, block, groups);
            if (service != null && checks.add(service, block)) {
                services.add(service);
            }
        }
        return services;
    }

    private @Nullable VirtualServer service(
            VirtualServerBuilder builder,
            BoundBlock block,
            Definitions<VirtualServerGroup> groups) {
        VirtualServer known = memory.known(block, groups);
        VirtualServer service = known;
        if (service == null) {
            system.reset();
            service = builder.build(block);
        }
        if (service != null && (known != null || !system.involved())) {
            memory.keep(block, service, groups);
        }
        return service;
    }

    private ProcessSettings process() {
        String namespace = root.get(RootKeywords.NET_NAMESPACE);
        if (namespace != null && system.status("/run/netns/" + namespace) == null) {
            findings.warning(
                    DiagnosticCode.NAMESPACE_MISSING,
                    root.where(RootKeywords.NET_NAMESPACE),
                    "network namespace '"
                            + namespace
                            + "' does not exist: nothing that is said here about interfaces holds inside of it",
                    "create it with ip netns add");
        }
        return new ProcessSettings(
                namespace,
                root.get(RootKeywords.NET_NAMESPACE_IPVS),
                root.isOn(RootKeywords.NAMESPACE_WITH_IPSETS),
                root.isOn(RootKeywords.USE_PID_DIR)
                        || root.has(RootKeywords.INSTANCE)
                        || root.has(RootKeywords.NET_NAMESPACE),
                root.get(RootKeywords.INSTANCE),
                root.value(RootKeywords.CHILD_WAIT_TIME),
                root.isOn(RootKeywords.LINKBEAT_USE_POLLING));
    }

    private SslSettings ssl() {
        List<BoundBlock> blocks = root.blocks(SslKeywords.SSL);
        if (blocks.isEmpty()) {
            return new SslSettings(null, null, null, null);
        }
        for (BoundBlock again : blocks.subList(1, blocks.size())) {
            findings.warning(
                    DiagnosticCode.BLOCK_REPLACED,
                    again.where(),
                    "SSL is given twice, this block replaces the other",
                    "remove one of the blocks");
        }
        BoundBlock last = blocks.getLast();
        return new SslSettings(
                last.get(SslKeywords.PASSWORD),
                last.get(SslKeywords.CA),
                last.get(SslKeywords.CERTIFICATE),
                last.get(SslKeywords.KEY));
    }
}
