package dev.upkeep.app.cli;

import dev.upkeep.config.source.SystemView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option of commands that read a configuration as one of several machines does.
final class ConfigIdOption {

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Use the lines beginning with @ID (default: node name)")
    private @Nullable String configId;

    /// Returns the chosen identifier, else the name of the machine.
    String orNodeName(SystemView system) {
        return configId == null ? NodeName.of(system) : configId;
    }
}
