package dev.upkeep.app.cli;

import dev.upkeep.app.doctor.DoctorMachine;
import dev.upkeep.app.doctor.Examination;
import dev.upkeep.app.doctor.Finding;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep doctor`: why a virtual address will not answer on this machine. Changes nothing.
@Command(
        name = "doctor",
        description = {
            "Says why a virtual address of FILE will not answer on this machine: privileges, kernel",
            "settings, packet filter, interfaces, and what others on the wire do. Listens some",
            "seconds, and changes nothing.",
            "Exit status: 0 nothing found, 2 findings, 1 unknown."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final int HEALTHY = 0;
    private static final int FAILED = 1;
    private static final int FINDINGS = 2;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ConfigIdOption configId = new ConfigIdOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "/etc/keepalived/keepalived.conf",
            description = "The configuration (default: ${DEFAULT-VALUE})")
    private String file = "";

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
                                configId.orNodeName(system),
                                System::getenv,
                                Set.of(),
                                new SplittableRandom(),
                                false,
                                system));
        read.diagnostics().stream()
                .filter(finding -> finding.severity().compareTo(Severity.ERROR) <= 0)
                .forEach(finding -> err.println(DiagnosticLine.of(finding)));
        err.flush();
        if (read.worst() == Severity.FATAL) {
            return FAILED;
        }
        DoctorMachine doctor = new DoctorMachine();
        try {
            List<Finding> findings =
                    Examination.of(read.configuration(), doctor.look(read.configuration()));
            findings.forEach(out::println);
            doctor.gaps().forEach(gap -> out.println("not examined: " + gap));
            if (findings.isEmpty()) {
                out.println("Nothing found that keeps an address from answering.");
            }
            out.flush();
            return findings.isEmpty() ? HEALTHY : FINDINGS;
        } catch (IOException failed) {
            err.println(failed.getMessage());
            err.flush();
            return FAILED;
        }
    }
}
