package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.checkers.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The daemon's answer to `plan`: the lines of a diff of IPVS and nftables. Pure.
public final class PlanAnswer {

    /// First line of an answer with a plan.
    private static final String RELOAD = "reload";

    /// The only line of a daemon that has no virtual servers yet: with its first ones it starts.
    private static final String START = "start";

    private PlanAnswer() {}

    /// The answer of a daemon that has virtual servers.
    public static Answer reload(TablePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(RELOAD);
        lines.addAll(lines(plan));
        return Answer.done(lines);
    }

    /// The answer of a daemon that has none.
    public static Answer start() {
        return Answer.done(List.of(START));
    }

    /// The lines of a plan.
    public static List<String> lines(TablePlan plan) {
        List<String> lines = new ArrayList<>(KernelPlan.ofTable(plan.requests()));
        lines.addAll(KernelPlan.ofFilter(plan.filterRequests()));
        return lines;
    }

    /// The lines of the plan in an answer, null when the daemon would start.
    static @Nullable List<String> lines(Answer answer) {
        List<String> lines = answer.lines();
        return lines.isEmpty() || lines.getFirst().equals(START)
                ? null
                : lines.subList(1, lines.size());
    }
}
