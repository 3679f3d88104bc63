package dev.upkeep.app.cli;

import dev.upkeep.app.status.SnapshotJson;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.plan.PoolTransition;
import dev.upkeep.checkers.plan.TablePlan;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.vrrp.io.NetworkPlan;
import dev.upkeep.vrrp.resource.PresentResources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep plan`: what going over to a configuration would change in the kernel, and of the running
/// daemon's VRRP instances. Reads the kernel and changes nothing, not even by loading a module.
///
/// Where a daemon runs, that is a reload: the daemon is asked over its control socket, so that its
/// check results count. Where none runs it is a start, which takes every server for up that does
/// not begin down.
@Command(
        name = "plan",
        description = {
            "Shows what changing to FILE would change, and does nothing:",
            "by a reload where a daemon runs, else by a start.",
            "Exit status: 0 nothing, 2 changes, 1 unknown."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    private static final int NOTHING = 0;
    private static final int FAILED = 1;
    private static final int CHANGES = 2;

    private final PlannedMachine machine;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ConfigIdOption configId = new ConfigIdOption();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            defaultValue = "/run/keepalived.pid",
            description = "The pid file of the daemon (default: ${DEFAULT-VALUE})")
    private String pidFile = "";

    @Option(names = "--json", description = "Prints one line of JSON instead of text.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The configuration")
    private String file = "";

    PlanCommand() {
        this(new ThisMachine());
    }

    PlanCommand(PlannedMachine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = commandLine.getOut();
        PrintWriter err = commandLine.getErr();
        SystemView system = new RealSystem();
        String id = configId.orNodeName(system);
        ReadResult read =
                ConfigurationReader.read(
                        file,
                        new ReaderOptions(
                                id,
                                System::getenv,
                                Set.of(),
                                new SplittableRandom(),
                                false,
                                system));
        // An error leaves something out of the configuration: the plan is then about the rest.
        read.diagnostics().stream()
                .filter(finding -> finding.severity().compareTo(Severity.ERROR) <= 0)
                .forEach(finding -> err.println(DiagnosticLine.of(finding)));
        err.flush();
        try {
            boolean reload = machine.daemonRuns(Path.of(pidFile));
            PlanAnswer changes =
                    reload ? machine.reloadPlan(Path.of(pidFile), Path.of(file), id) : null;
            if (read.worst() == Severity.FATAL) {
                return FAILED;
            }
            List<String> lines = plan(read.configuration(), changes);
            if (json) {
                out.println(SnapshotJson.of(Map.of("changes", lines)));
            } else {
                lines.forEach(out::println);
            }
            out.flush();
            return lines.isEmpty() ? NOTHING : CHANGES;
        } catch (IOException e) {
            err.println(e.getMessage());
            err.flush();
            return FAILED;
        }
    }

    /// @param answer of the daemon that is to reload; null for a start
    private List<String> plan(Configuration configuration, @Nullable PlanAnswer answer)
            throws IOException {
        boolean reload = answer != null;
        PresentResources present = machine.network();
        List<String> lines =
                new ArrayList<>(
                        answer == null
                                ? NetworkPlan.ofStart(
                                        configuration, present, machine.ourResources())
                                : answer.network());
        BalancerConfiguration balancer = BalancerConfiguration.of(configuration);
        Ownership owned = machine.owned();
        boolean flush = balancer.lvs().flush() && !reload;
        if (balancer.services().isEmpty()
                && balancer.lvs().syncDaemon() == null
                && owned.equals(Ownership.nothing())
                && !flush) {
            return lines; // then a kernel without IPVS is no obstacle
        }
        PlannedMachine.Balancer found = machine.balancer();
        DesiredState start = PoolTransition.ofStart(balancer, machine.adminStates()).desired();
        Predicate<VrrpInstance> master =
                each -> reload && NetworkPlan.isMaster(each, present.network());
        lines.addAll(BalancerSettings.plan(configuration, found, owned, master, start));
        List<String> changes = answer == null ? null : answer.balancer();
        lines.addAll(changes == null ? startPlan(start, found, owned, flush) : changes);
        return lines;
    }

    private List<String> startPlan(
            DesiredState desired, PlannedMachine.Balancer found, Ownership owned, boolean flush)
            throws IOException {
        var filter = machine.filter(TablePlan.filterTables(desired, owned));
        var actual = new TablePlan.Kernel(found.table(), filter);
        return PlanAnswer.lines(TablePlan.of(desired, actual, owned, flush));
    }
}
