package dev.upkeep.app;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `-t`: reads the configuration, prints what is wrong, changes nothing.
final class ConfigTest {

    private ConfigTest() {}

    /// Prints findings to `err`, or appends them to a file.
    ///
    /// @param log path of that file, empty for none
    /// @param dump writes the effective configuration (`-d`), null when it is not requested
    /// @return a status of [ConfigTestStatus]
    static int run(
            ConfigurationSource source,
            String log,
            @Nullable Consumer<Configuration> dump,
            PrintStream err) {
        ReadResult read = source.read();
        String text =
                read.diagnostics().stream()
                        .filter(ConfigTest::worthSaying)
                        .map(finding -> DiagnosticLine.of(finding) + "\n")
                        .collect(Collectors.joining());
        int status = ConfigTestStatus.of(read.diagnostics());
        if (dump != null) {
            dump.accept(read.configuration());
        }
        if (log.isEmpty()) {
            err.print(text);
            return status;
        }
        try {
            Files.writeString(
                    Path.of(log),
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return status;
        } catch (IOException e) {
            err.println("Unable to write " + log + ": " + e.getMessage());
            return ExitStatus.FATAL;
        }
    }

    /// Hints have their place in `upkeep check`; here they would look like faults to scripts.
    private static boolean worthSaying(Diagnostic finding) {
        return finding.severity() != Severity.HINT;
    }
}
