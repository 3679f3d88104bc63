package dev.upkeep.lbaas.layered;

import dev.upkeep.lbaas.haproxy.HaproxyProcesses;
import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.ipvs.ServiceFiles;
import dev.upkeep.lbaas.mapping.IpvsMapping;
import dev.upkeep.lbaas.mapping.LayeredLimits;
import dev.upkeep.lbaas.mapping.LayeredMapping;
import dev.upkeep.lbaas.mapping.Layers;
import dev.upkeep.lbaas.mapping.MarkRules;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.status.Operating;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Load balancers in two layers: directors spread connections by firewall mark over nodes, each of
/// which runs the same HAProxy. Every machine puts in place what is its own of the same objects.
public final class LayeredProvider implements Provider {

    private final Layers layers;
    private final Marker marker;
    private final String certificates;
    private final Director director;
    private final HaproxyProcesses processes;
    private final ServiceFiles files;
    private final Map<String, List<MarkRules.Rule>> marks = new TreeMap<>();
    private @Nullable List<MarkRules.Rule> inKernel;

    /// @param directory of HAProxy's files
    /// @param certificates directory that certificates must lie in
    /// @throws IOException when the directory cannot be made
    public LayeredProvider(
            Layers layers, Marker marker, Path directory, Path certificates, Director director)
            throws IOException {
        this.layers = layers;
        this.marker = marker;
        this.certificates = certificates.toString();
        this.director = director;
        processes = new HaproxyProcesses(directory);
        files = new ServiceFiles(director, "layered-", this::services);
    }

    @Override
    public String name() {
        return FirewallMarks.PROVIDER;
    }

    @Override
    public String description() {
        return "Layer 7 on several HAProxy nodes, behind IPVS by firewall mark.";
    }

    @Override
    public Map<String, String> flavorSettings() {
        return Map.of();
    }

    @Override
    public void check(Deployment deployment) {
        LayeredLimits.require(
                deployment.tree(), Director.addresses(deployment), layers, certificates);
    }

    private IpvsMapping.Services services(Deployment deployment) {
        return LayeredMapping.of(deployment.tree(), Director.addresses(deployment), layers);
    }

    @Override
    public void announce(List<Deployment> all) {
        all.forEach(director::place);
    }

    /// The nodes' processes and the marks first, then services and addresses; the other way round
    /// for what goes. A mark without its service changes nothing.
    @Override
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        List<Deployment> running = new ArrayList<>();
        Map<String, List<MarkRules.Rule>> before = new HashMap<>(marks);
        for (Deployment each : all) {
            String problem = run(each);
            if (problem == null) {
                running.add(each);
                if (each.present()) {
                    marks.put(each.id(), MarkRules.of(each.tree(), Director.addresses(each)));
                }
            } else {
                refused.put(each.id(), problem);
            }
        }
        String problem = mark();
        if (problem != null) {
            marks.clear();
            marks.putAll(before);
            running.forEach(each -> refused.put(each.id(), problem));
            return refused;
        }
        refused.putAll(files.apply(running));
        for (Deployment each : running) {
            if (!each.present()) {
                marks.remove(each.id());
            } else if (refused.containsKey(each.id())) {
                restore(each.id(), before.get(each.id()));
            }
        }
        String left = mark();
        for (Deployment each : running) {
            String stopped = left == null ? stop(each) : left;
            if (stopped != null) {
                refused.putIfAbsent(each.id(), stopped);
            }
        }
        return refused;
    }

    private void restore(String id, @Nullable List<MarkRules.Rule> rules) {
        if (rules == null) {
            marks.remove(id);
        } else {
            marks.put(id, rules);
        }
    }

    private @Nullable String run(Deployment deployment) {
        try {
            String problem = director.problem(deployment);
            if (problem == null && layers.self() != null && HaproxyProcesses.needed(deployment)) {
                processes.run(deployment, LayeredMapping.check(deployment.tree(), layers));
            }
            return problem;
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String stop(Deployment deployment) {
        try {
            if (!HaproxyProcesses.needed(deployment)) {
                processes.stop(deployment.id());
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /// Gives the kernel the marks that have changed.
    ///
    /// @return why it has them not
    private @Nullable String mark() {
        String uplink = layers.uplink();
        List<MarkRules.Rule> desired = new ArrayList<>();
        marks.values().forEach(desired::addAll);
        if (uplink == null || desired.equals(inKernel)) {
            return null;
        }
        try {
            marker.put(uplink, desired);
            inKernel = desired;
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        processes.stopOthers(all, kept);
        Map<String, String> refused = apply(all);
        List<String> untouched = new ArrayList<>(kept);
        all.forEach(each -> untouched.add(each.id()));
        files.synchronize(List.of(), untouched);
        return refused;
    }

    @Override
    public Map<String, Operating> status(Tree tree) {
        return processes.status(tree);
    }

    @Override
    public Traffic traffic(Tree tree, Element listener) {
        return processes.traffic(tree, listener);
    }

    /// Everything goes on without us.
    @Override
    public void close() {}
}
