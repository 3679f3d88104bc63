package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.checkers.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;

/// The daemon's answer to `plan`: the lines of a diff of VRRP instances, IPVS and nftables. Pure.
public final class PlanAnswer {

    /// First line of an answer with a plan.
    private static final String RELOAD = "reload";

    /// The only line of a daemon that has no virtual servers yet: with its first ones it starts.
    private static final String START = "start";

    /// The line between VRRP instances and the IPVS table.
    private static final String TABLE = "table";

    private PlanAnswer() {}

    /// The answer of a daemon that has virtual servers.
    ///
    /// @param instances what changes of VRRP instances
    public static Answer reload(List<String> instances, TablePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(RELOAD);
        lines.addAll(instances);
        lines.add(TABLE);
        lines.addAll(lines(plan));
        return Answer.done(lines);
    }

    /// The answer of a daemon that has none.
    ///
    /// @param instances what changes of VRRP instances
    public static Answer start(List<String> instances) {
        List<String> lines = new ArrayList<>();
        lines.add(START);
        lines.addAll(instances);
        return Answer.done(lines);
    }

    /// The lines of a plan.
    public static List<String> lines(TablePlan plan) {
        List<String> lines = new ArrayList<>(KernelPlan.ofTable(plan.requests()));
        lines.addAll(KernelPlan.ofFilter(plan.filterRequests()));
        return lines;
    }

    /// Reads an answer of a daemon.
    static PlannedMachine.ReloadPlan read(Answer answer) {
        List<String> lines = answer.lines();
        int table = lines.indexOf(TABLE);
        int end = table < 0 ? lines.size() : table;
        return new PlannedMachine.ReloadPlan(
                lines.subList(Math.min(1, end), end),
                table < 0 ? null : lines.subList(table + 1, lines.size()));
    }
}
