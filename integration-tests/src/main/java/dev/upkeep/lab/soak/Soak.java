package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/// Torments a director at random under HTTP traffic: it is killed at random moments, stopped and
/// continued, reloaded with changed files, its clock is set, its scripts come in storms. After each
/// step the kernel has what the configuration says, the virtual address is there exactly once, and
/// at the end memory, descriptors and threads are what they were.
public final class Soak {

    /// Rounds before usage is taken for the first time, so that everything has run once.
    private static final int WARM_UP_ROUNDS = 8;

    private Soak() {}

    /// The result of one run.
    ///
    /// @param lost requests without an answer, with the time and the error of each
    public record Report(
            long seed, int rounds, int requests, List<String> lost, Usage first, Usage last) {
        public Report {
            lost = List.copyOf(lost);
        }

        @Override
        public String toString() {
            return "soak: seed %d, %d rounds, %d requests, %d lost%n"
                            .formatted(seed, rounds, requests, lost.size())
                    + "soak: at first %s%nsoak: at last  %s".formatted(first, last)
                    + (lost.isEmpty() ? "" : "\nlost: " + String.join("\nlost: ", lost));
        }
    }

    /// Runs for a number of minutes, 60 without an argument.
    ///
    /// @param arguments minutes, and perhaps the seed of a run to repeat
    public static void main(String[] arguments) {
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
        long seed =
                arguments.length > 1
                        ? Long.parseLong(arguments[1])
                        : ThreadLocalRandom.current().nextLong(1_000_000_000);
        System.out.println("soak: seed " + seed);
        System.out.println(run(Path.of("/tmp/soak"), Duration.ofMinutes(minutes), seed));
    }

    /// Runs for a time.
    ///
    /// @param logs a directory for logs, made where it is missing
    /// @throws LabException when a step left the director in a wrong state
    public static Report run(Path logs, Duration time, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Stage stage = new Stage(Example.named("dr-two-directors"), logs)) {
            TormentedDirector director = new TormentedDirector(stage, random);
            director.begin();
            Requests requests = Requests.start(stage);
            long end = System.nanoTime() + time.toNanos();
            Usage first = director.usage();
            int rounds = 0;
            int lost = 0;
            String before = "the start";
            while (System.nanoTime() - end < 0) {
                String step = director.step();
                try {
                    director.check();
                } catch (LabException wrong) {
                    throw new LabException(
                            "seed %d, round %d, after %s: %s"
                                    .formatted(seed, rounds, step, wrong.getMessage()),
                            wrong);
                }
                List<String> all = requests.lost();
                if (all.size() > lost) {
                    System.out.printf(
                            "soak: lost after %s and %s: %s%n",
                            before, step, all.subList(lost, all.size()));
                }
                lost = all.size();
                before = step;
                if (++rounds == WARM_UP_ROUNDS) {
                    first = director.usage();
                }
            }
            Usage last = director.usage();
            requests.stop();
            last.mustNotExceed(first);
            return new Report(seed, rounds, requests.answered(), requests.lost(), first, last);
        }
    }
}
