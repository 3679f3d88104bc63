package dev.upkeep.lab.runner;

import dev.upkeep.lab.host.Lab;
import java.nio.file.Path;

/// Where a test's programs leave their output.
public final class Logs {
    private Logs() {}

    public static Path of(String test) {
        return Lab.home().resolve("integration-tests/target/lab").resolve(test);
    }
}
