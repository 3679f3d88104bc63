package dev.upkeep.lab;

import java.nio.file.Path;

/// Where a test's programs leave their output.
final class Logs {
    private Logs() {}

    static Path of(String test) {
        return Lab.home().resolve("integration-tests/target/lab").resolve(test);
    }
}
