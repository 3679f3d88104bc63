package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.checkers.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The daemon's answer to `plan`: the lines of a diff. Pure.
///
/// @param network of VRRP instances, addresses, routes and rules
/// @param balancer of IPVS and nftables; null for a daemon that has no virtual servers yet: with
///   its first ones it starts
public record PlanAnswer(List<String> network, @Nullable List<String> balancer) {

    /// The line before those of a load balancer.
    private static final String RELOAD = "reload";

    /// The line of a daemon that has no virtual servers yet.
    private static final String START = "start";

    public PlanAnswer {
        network = List.copyOf(network);
        balancer = balancer == null ? null : List.copyOf(balancer);
    }

    /// Returns the answer as it is sent over the control socket.
    public Answer answer() {
        List<String> lines = new ArrayList<>(network);
        lines.add(balancer == null ? START : RELOAD);
        if (balancer != null) {
            lines.addAll(balancer);
        }
        return Answer.done(lines);
    }

    /// Reads the answer as it was received over the control socket.
    static PlanAnswer of(Answer answer) {
        List<String> lines = answer.lines();
        int reload = lines.indexOf(RELOAD);
        int start = lines.indexOf(START);
        return reload >= 0
                ? new PlanAnswer(lines.subList(0, reload), lines.subList(reload + 1, lines.size()))
                : new PlanAnswer(lines.subList(0, Math.max(start, 0)), null);
    }

    /// Returns the lines of a plan.
    public static List<String> lines(TablePlan plan) {
        List<String> lines = new ArrayList<>(KernelPlan.ofTable(plan.requests()));
        lines.addAll(KernelPlan.ofFilter(plan.filterRequests()));
        return lines;
    }
}
