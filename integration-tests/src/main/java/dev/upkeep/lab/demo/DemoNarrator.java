package dev.upkeep.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Tells a person what happens and when: seconds since the beginning, then a sentence; what
/// programs print stands below it, indented.
final class DemoNarrator {
    private final PrintStream out;
    private final long start = System.nanoTime();

    DemoNarrator(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%6.1f  %s%n", seconds, sentence);
        out.flush();
    }

    void show(List<String> lines) {
        lines.forEach(line -> out.println("          | " + line));
        out.flush();
    }

    void chapter(String title) {
        out.println();
        say(title);
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
