package dev.upkeep.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Prints for people what happens and when: seconds since the beginning, then a sentence; what
/// programs print stands below it, indented.
public final class DemoNarrator {
    private final PrintStream out;
    private final long start = System.nanoTime();

    /// Prints to a stream.
    public DemoNarrator(PrintStream out) {
        this.out = out;
    }

    /// Prints a sentence.
    public void say(String sentence) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%6.1f  %s%n", seconds, sentence);
        out.flush();
    }

    /// Shows the output of a program.
    public void show(List<String> lines) {
        lines.forEach(line -> out.println("          | " + line));
        out.flush();
    }

    /// The beginning of a part.
    public void chapter(String title) {
        out.println();
        say(title);
    }

    /// Formats a duration for people.
    public static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
