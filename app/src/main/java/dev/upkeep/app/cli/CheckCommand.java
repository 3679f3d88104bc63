package dev.upkeep.app.cli;

import dev.upkeep.app.doctor.Finding;
import dev.upkeep.app.doctor.Privileges;
import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticExcerpt;
import dev.upkeep.config.report.DiagnosticJson;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.IncludeCheck;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep check`: the findings of a configuration, each with its line and a caret below the word.
@Command(
        name = "check",
        description = "Checks configurations and shows the lines in question.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON, for editors and CI")
    private boolean json;

    @Mixin private ConfigIdOption configId = new ConfigIdOption();

    @Option(
            names = {"-e", "--all-config"},
            description = "Every missing include is an error")
    private boolean allIncludes;

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            defaultValue = "/run/keepalived.pid",
            description = {
                "The pid file of the daemon that is asked whether a reload would apply",
                "the configuration (default: ${DEFAULT-VALUE})"
            })
    private String pidFile = "";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Configurations; - reads the standard input")
    private List<String> files = List.of();

    private final PlannedMachine machine;

    CheckCommand() {
        this(new ThisMachine());
    }

    CheckCommand(PlannedMachine machine) {
        this.machine = machine;
    }

    /// Returns the status of the gravest file, as `--config-test` gives it.
    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int status = 0;
        // A user without any does not mean to run the daemon.
        Set<String> held = Privileges.held();
        Set<Finding> missing = new LinkedHashSet<>();
        List<Diagnostic> all = new ArrayList<>();
        StandardInput input = new StandardInput(files.contains(STANDARD_INPUT));
        try (input) {
            for (String file : files) {
                String name = file.equals(STANDARD_INPUT) ? input.file() : file;
                ReaderOptions options = options(new RealSystem());
                ReadResult read = ConfigurationReader.read(name, options);
                List<Diagnostic> found = read.diagnostics();
                missing.addAll(Privileges.missing(read.configuration(), held));
                status = Math.max(status, ConfigTestStatus.of(found));
                all.addAll(found);
            }
            if (json) {
                out.println(input.named(DiagnosticJson.of(all)));
            } else {
                out.print(input.named(excerpts(all)));
                if (!held.isEmpty()) {
                    missing.forEach(out::println);
                }
                out.print(reload());
            }
        }
        out.flush();
        return status;
    }

    /// Returns the effects of a reload of the running daemon; empty without a daemon that can be
    /// asked.
    private String reload() {
        Path pid = Path.of(pidFile);
        String file = files.getFirst();
        if (files.size() != 1 || file.equals(STANDARD_INPUT) || !machine.daemonRuns(pid)) {
            return "";
        }
        try {
            String id = configId.orNodeName(new RealSystem());
            PlanAnswer _ = machine.reloadPlan(pid, Path.of(file), id);
            return "A reload of the running daemon would apply it.\n";
        } catch (IOException refused) {
            return "Running daemon: " + refused.getMessage() + "\n";
        }
    }

    private ReaderOptions options(SystemView system) {
        Set<IncludeCheck> checks =
                allIncludes
                        ? EnumSet.allOf(IncludeCheck.class)
                        : EnumSet.noneOf(IncludeCheck.class);
        return new ReaderOptions(
                configId.orNodeName(system),
                System::getenv,
                checks,
                new SplittableRandom(),
                true,
                system);
    }

    private static String excerpts(List<Diagnostic> all) throws IOException {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        StringBuilder text = new StringBuilder();
        try (DiagnosticExcerpt excerpt = new DiagnosticExcerpt(colour)) {
            for (Diagnostic each : all) {
                text.append(excerpt.of(each));
            }
        }
        return text.append(
                        switch (all.size()) {
                            case 0 -> "Nothing to report.";
                            case 1 -> "1 finding.";
                            default -> all.size() + " findings.";
                        })
                .append('\n')
                .toString();
    }

    /// The standard input as a file, since the reader reads files. It lies in the working directory
    /// where that can be written, so that relative includes are found.
    private static final class StandardInput implements AutoCloseable {
        private final @Nullable Path copy;

        StandardInput(boolean used) throws IOException {
            copy = used ? create() : null;
            if (copy != null) {
                Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        private static Path create() throws IOException {
            Path here = Path.of("").toAbsolutePath();
            return Files.isWritable(here)
                    ? Files.createTempFile(here, ".upkeep-check", ".conf")
                    : Files.createTempFile("upkeep-check", ".conf");
        }

        String file() {
            return Objects.requireNonNull(copy).toString();
        }

        /// A text with the name of the copy replaced by `-`.
        String named(String text) {
            return copy == null ? text : text.replace(copy.toString(), STANDARD_INPUT);
        }

        @Override
        public void close() throws IOException {
            if (copy != null) {
                Files.delete(copy);
            }
        }
    }
}
