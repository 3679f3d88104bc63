package dev.upkeep.app.cli;

import dev.upkeep.checkers.io.OwnershipFile;
import dev.upkeep.checkers.machine.BalancerConfiguration;
import dev.upkeep.checkers.machine.DesiredTable;
import dev.upkeep.checkers.machine.GeneratedMarks;
import dev.upkeep.checkers.machine.ServiceKeys;
import dev.upkeep.checkers.machine.TableDiff;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.read.ConfigurationReader;
import dev.upkeep.config.read.DiagnosticLine;
import dev.upkeep.config.read.ReadResult;
import dev.upkeep.config.read.ReaderOptions;
import dev.upkeep.config.read.RealSystem;
import dev.upkeep.config.read.Severity;
import dev.upkeep.config.read.SystemView;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.io.IpvsSocket;
import dev.upkeep.netlink.io.RouteSocket;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.route.InterfaceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep plan`: what starting or reloading with a configuration would change in the kernel. Reads
/// the kernel and changes nothing. The health of servers is the running daemon's own; the plan
/// takes every one as it would be at a fresh start.
@Command(
        name = "plan",
        description = "Shows what starting or reloading with FILE would change, and does nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    private static final int NOTHING = 0;
    private static final int FAILED = 1;
    private static final int CHANGES = 2;

    /// Where the daemon keeps what it owns.
    private static final Path STATE = Path.of("/run/upkeep");

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Use the lines beginning with @ID (default: node name)")
    private @Nullable String configId;

    @Parameters(paramLabel = "FILE", description = "The configuration")
    private String file = "";

    /// 0 when nothing would change, 2 when something would, 1 when that cannot be told.
    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = commandLine.getOut();
        PrintWriter err = commandLine.getErr();
        SystemView system = new RealSystem();
        ReadResult read =
                ConfigurationReader.read(
                        file,
                        new ReaderOptions(
                                configId == null ? NodeName.of(system) : configId,
                                System::getenv,
                                Set.of(),
                                new SplittableRandom(),
                                false,
                                system));
        if (read.worst() == Severity.FATAL) {
            read.diagnostics().stream()
                    .filter(finding -> finding.severity() == Severity.FATAL)
                    .forEach(finding -> err.println(DiagnosticLine.of(finding)));
            return FAILED;
        }
        try {
            List<String> lines = plan(read.configuration());
            lines.forEach(out::println);
            out.flush();
            return lines.isEmpty() ? NOTHING : CHANGES;
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static List<String> plan(Configuration configuration) throws IOException {
        List<String> lines = new ArrayList<>(addresses(configuration));
        BalancerConfiguration balancer = BalancerConfiguration.of(configuration);
        var owned = new OwnershipFile(OwnershipFile.inDirectory(STATE)).load();
        if (balancer.services().isEmpty() && owned.entries().isEmpty()) {
            return lines; // then a kernel without IPVS is no obstacle
        }
        ServiceKeys keys = ServiceKeys.of(balancer, GeneratedMarks.NONE);
        IpvsTable desired = DesiredTable.of(DesiredTable.pools(balancer, keys).values());
        try (Ipvs ipvs = IpvsSocket.open()) {
            lines.addAll(KernelPlan.ofTable(TableDiff.between(ipvs.dump(), desired, owned)));
        }
        return lines;
    }

    private static List<String> addresses(Configuration configuration) throws IOException {
        Set<IpAddress> present =
                RouteSocket.addresses().stream()
                        .map(InterfaceAddress::address)
                        .collect(Collectors.toSet());
        return KernelPlan.ofAddresses(
                configuration.vrrpInstances(), AddressFile.inDirectory(STATE).load(), present);
    }
}
