package dev.upkeep.lab.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A program whose lines are read as they come, so that their time is known without its clock.
final class Followed {

    private final Process program;

    private Followed(Process program) {
        this.program = program;
    }

    /// Begins to read.
    ///
    /// @param line called on a thread of its own
    static Followed start(Process program, Consumer<String> line) {
        Thread.ofPlatform().daemon().start(() -> read(program, line));
        return new Followed(program);
    }

    /// The stream of a program that is stopped ends with an error.
    private static void read(Process program, Consumer<String> line) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line.accept(next);
            }
        } catch (IOException e) {
            line.accept("no more lines: " + e.getMessage());
        }
    }

    void stop() {
        program.descendants().forEach(ProcessHandle::destroy);
        program.destroy();
    }
}
