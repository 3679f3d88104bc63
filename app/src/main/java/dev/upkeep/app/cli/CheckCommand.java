package dev.upkeep.app.cli;

import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ConfigurationReader;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON, for editors and CI")
    private boolean json;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Use the lines beginning with @ID (default: node name)")
    private @Nullable String configId;

    @Option(
            names = {"-e", "--all-config"},
            description = "Every missing include is an error")
    private boolean allIncludes;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Configurations")
    private List<String> files = List.of();

    /// The status of the gravest file, as `--config-test` gives it.
    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int status = 0;
        List<Diagnostic> all = new ArrayList<>();
        for (String file : files) {
            SystemView system = new RealSystem();
            List<Diagnostic> found = ConfigurationReader.read(file, options(system)).diagnostics();
            status = Math.max(status, ConfigTestStatus.of(found));
            all.addAll(found);
        }
        if (json) {
            out.println(DiagnosticJson.of(all));
        } else {
            printExcerpts(all, out);
        }
        out.flush();
        return status;
    }

    private ReaderOptions options(SystemView system) {
        Set<IncludeCheck> checks =
                allIncludes
                        ? EnumSet.allOf(IncludeCheck.class)
                        : EnumSet.noneOf(IncludeCheck.class);
        return new ReaderOptions(
                configId == null ? NodeName.of(system) : configId,
                System::getenv,
                checks,
                new SplittableRandom(),
                true,
                system);
    }

    private void printExcerpts(List<Diagnostic> all, PrintWriter out) throws IOException {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        try (DiagnosticExcerpt excerpt = new DiagnosticExcerpt(colour)) {
            for (Diagnostic each : all) {
                out.print(excerpt.of(each));
            }
        }
        if (all.isEmpty()) {
            out.println("Nothing to report.");
        } else {
            out.println(all.size() == 1 ? "1 finding." : all.size() + " findings.");
        }
    }
}
