package dev.upkeep.lab.runner;

import dev.upkeep.lab.host.Lab;
import java.nio.file.Path;

/// Directories of the output of a test's programs.
public final class Logs {
    private Logs() {}

    public static Path of(String test) {
        return Lab.home().resolve("integration-tests/target/lab").resolve(test);
    }
}
