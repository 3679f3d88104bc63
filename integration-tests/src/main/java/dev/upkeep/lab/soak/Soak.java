package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/// Torments a director at random under HTTP traffic: it is killed at random moments, stopped and
/// continued, reloaded with changed files, its clock is set, its scripts come in storms. After each
/// step the kernel has what the configuration says, and the virtual address is there exactly once.
/// In the last quarter of the time it is not killed; its memory, descriptors and threads at the end
/// are what they were at the beginning of that.
public final class Soak {

    private Soak() {}

    /// The result of one run.
    ///
    /// @param requests how many were answered
    /// @param unexplained how many of the lost ones were lost while the director had the virtual
    ///   address
    public record Report(
            long seed,
            int rounds,
            int requests,
            int lost,
            int unexplained,
            Usage first,
            Usage last) {
        @Override
        public String toString() {
            return "soak: seed %d, %d rounds, %d requests, %d lost, %d of them with the address%n"
                            .formatted(seed, rounds, requests, lost, unexplained)
                    + "soak: at first %s%nsoak: at last  %s".formatted(first, last);
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
        System.out.println(
                run(
                        Lab.home().resolve("integration-tests/target/soak"),
                        Duration.ofMinutes(minutes),
                        seed));
    }

    /// Runs for a time.
    ///
    /// @param logs a directory for logs, made where it is missing
    /// @throws LabException when a step left the director in a wrong state
    public static Report run(Path logs, Duration time, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Stage stage = new Stage(Example.named("dr-two-directors"), logs)) {
            Journal journal = new Journal();
            TormentedDirector director = new TormentedDirector(stage, journal, random);
            director.begin();
            Losses losses = Losses.observe(journal, stage);
            long begin = System.nanoTime();
            int rounds = 0;
            while (System.nanoTime() - begin < time.toNanos() / 4 * 3) {
                round(director, losses, seed, rounds++, true);
            }
            Usage first = director.usage();
            while (System.nanoTime() - begin < time.toNanos()) {
                round(director, losses, seed, rounds++, false);
            }
            Usage last = director.usage();
            losses.close();
            last.mustNotExceed(first);
            return new Report(
                    seed,
                    rounds,
                    losses.answered(),
                    losses.count(),
                    losses.unexplained(),
                    first,
                    last);
        }
    }

    private static void round(
            TormentedDirector director, Losses losses, long seed, int round, boolean killing) {
        String step = director.step(killing);
        try {
            director.check();
            losses.tell();
        } catch (LabException wrong) {
            throw new LabException(
                    "seed %d, round %d, after %s: %s"
                            .formatted(seed, round, step, wrong.getMessage()),
                    wrong);
        }
    }
}
