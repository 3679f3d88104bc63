package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.status.StatusRollUp;
import java.util.List;
import java.util.Map;

/// Does nothing and can do everything: for trials of clients, and for conformance tests.
public final class NoopProvider implements Provider {

    private final String name;

    /// @param name its name in requests
    public NoopProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Keeps load balancers and carries no traffic.";
    }

    @Override
    public Map<String, String> flavorSettings() {
        return Map.of("loadbalancer_topology", "Taken and without effect.");
    }

    @Override
    public void check(Deployment deployment) {}

    @Override
    public Map<String, String> apply(List<Deployment> all) {
        return Map.of();
    }

    @Override
    public void announce(List<Deployment> all) {}

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        return Map.of();
    }

    @Override
    public Map<String, Operating> status(Tree tree) {
        return StatusRollUp.offline(tree);
    }

    @Override
    public Traffic traffic(Tree tree, Element listener) {
        return Traffic.NONE;
    }

    @Override
    public void close() {}
}
