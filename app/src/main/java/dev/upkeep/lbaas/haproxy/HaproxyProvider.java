package dev.upkeep.lbaas.haproxy;

import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.ipvs.Director.Undo;
import dev.upkeep.lbaas.mapping.HaproxyLimits;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.status.Operating;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Load balancers as HAProxy processes, for what needs layer 7. The VIPs are the daemon's, as with
/// `ipvs`; a process binds them whether they are there or not.
public final class HaproxyProvider implements Provider {

    private final HaproxyProcesses processes;
    private final String certificates;
    private final Director director;

    /// @param directory of configurations, sockets and pid files
    /// @param certificates directory that certificates must lie in
    /// @throws IOException when the directory cannot be made
    public HaproxyProvider(Path directory, Path certificates, Director director)
            throws IOException {
        processes = new HaproxyProcesses(directory);
        this.certificates = certificates.toString();
        this.director = director;
    }

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public String description() {
        return "Layer 7: a HAProxy process of its own for each load balancer.";
    }

    @Override
    public Map<String, String> flavorSettings() {
        return Map.of();
    }

    @Override
    public void check(Deployment deployment) {
        new HaproxyLimits(name()).require(deployment.tree(), certificates);
    }

    @Override
    public void announce(List<Deployment> all) {
        all.forEach(director::place);
    }

    @Override
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        for (Deployment each : all) {
            String problem = apply(each);
            if (problem != null) {
                refused.put(each.id(), problem);
            }
        }
        return refused;
    }

    /// The process first, then its address; the other way round when it goes.
    private @Nullable String apply(Deployment deployment) {
        try {
            String problem = director.problem(deployment);
            if (problem != null) {
                return problem;
            }
            boolean on = HaproxyProcesses.needed(deployment);
            if (on) {
                processes.run(deployment, null);
            }
            Undo undo = new Undo();
            director.place(deployment, undo);
            problem = director.inForce(undo);
            if (problem != null) {
                director.takeBack(undo);
            }
            if (!on) {
                processes.stop(deployment.id());
            }
            return problem;
        } catch (IOException | RuntimeException e) {
            return e.getMessage();
        }
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        processes.stopOthers(all, kept);
        return apply(all);
    }

    @Override
    public Map<String, Operating> status(Tree tree) {
        return processes.status(tree);
    }

    @Override
    public Traffic traffic(Tree tree, Element listener) {
        return processes.traffic(tree, listener);
    }

    /// The processes go on without us.
    @Override
    public void close() {}
}
