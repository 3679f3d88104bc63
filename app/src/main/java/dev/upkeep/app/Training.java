package dev.upkeep.app;

import java.util.List;

/// Runs what a start runs, so that the AOT cache made from this run holds it. Only the build calls
/// this.
public final class Training {

    private Training() {}

    /// Takes a directory with `training.conf`.
    public static void main(String[] arguments) {
        Main.run(List.of("--version"), System.err);
    }
}
