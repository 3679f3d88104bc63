package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.machine.Simulation.Instance;
import dev.upkeep.vrrp.machine.Simulation.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Runs [Simulation] seed after seed and says what is wrong afterwards. `./lab simulate` runs the
/// program: `simulate [ELECTIONS]`, `simulate --seed N`, each with `--auth header` or `--auth hmac`
/// in front for authenticated adverts.
public final class SimulationRun {

    private static final int DISTURBANCES = 12;
    private static final int QUIET_INTERVALS = 10;

    private SimulationRun() {}

    /// @param fault null when everything is as it should be
    record Outcome(long seed, int elections, @Nullable String fault) {}

    public static void main(String[] arguments) {
        List<String> rest = new ArrayList<>(List.of(arguments));
        SimulatedAuthentication authentication = SimulatedAuthentication.NONE;
        if (rest.size() >= 2 && rest.getFirst().equals("--auth")) {
            authentication = SimulatedAuthentication.valueOf(rest.get(1).toUpperCase(Locale.ROOT));
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() == 2 && rest.getFirst().equals("--seed")) {
            report(run(Long.parseLong(rest.get(1)), authentication));
            return;
        }
        report(until(rest.isEmpty() ? 100_000 : Integer.parseInt(rest.getFirst()), authentication));
    }

    private static void report(Outcome last) {
        System.out.printf(
                "seed %d: %s%n", last.seed(), last.fault() == null ? "good" : last.fault());
        if (last.fault() != null) {
            System.exit(1);
        }
        System.out.printf("%d elections%n", last.elections());
    }

    /// Runs seeds from 1 on until so many elections were seen, or something is wrong.
    static Outcome until(int elections, SimulatedAuthentication authentication) {
        int seen = 0;
        for (long seed = 1; ; seed++) {
            Outcome outcome = run(seed, authentication);
            seen += outcome.elections();
            if (outcome.fault() != null || seen >= elections) {
                return new Outcome(seed, seen, outcome.fault());
            }
        }
    }

    /// Runs one seed.
    static Outcome run(long seed, SimulatedAuthentication authentication) {
        Simulation simulation = new Simulation(seed, authentication);
        simulation.disturb(DISTURBANCES);
        simulation.settle();
        return new Outcome(seed, simulation.elections, fault(simulation));
    }

    private static @Nullable String fault(Simulation simulation) {
        for (int part = 0; part < 2; part++) {
            int which = part;
            List<Node> there =
                    simulation.nodes.stream()
                            .filter(node -> node.alive && !node.cut && node.part == which)
                            .toList();
            String fault = there.isEmpty() ? null : fault(simulation, there);
            if (fault != null) {
                return fault;
            }
        }
        int changes = simulation.quiet(QUIET_INTERVALS);
        return changes == 0 ? null : changes + " changes of state without a cause";
    }

    private static @Nullable String fault(Simulation simulation, List<Node> nodes) {
        List<Node> masters =
                nodes.stream().filter(node -> node.instances.getFirst().isMaster()).toList();
        if (masters.size() != 1) {
            return masters.size() + " masters of one part";
        }
        Node master = masters.getFirst();
        int best = nodes.stream().mapToInt(SimulationRun::priority).max().orElse(0);
        if (simulation.preempting && priority(master) != best) {
            return "master with priority " + priority(master) + " beside " + best;
        }
        for (Node node : nodes) {
            for (Instance instance : node.instances) {
                if (instance.isMaster() != node.equals(master)) {
                    return "the group of " + node.address + " is not together";
                }
                if (instance.holds != node.equals(master)) {
                    return node.address + " holds the addresses: " + instance.holds;
                }
            }
        }
        return null;
    }

    private static int priority(Node node) {
        return node.instances.getFirst().priority();
    }
}
