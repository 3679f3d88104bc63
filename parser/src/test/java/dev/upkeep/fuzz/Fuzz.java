package dev.upkeep.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/// Feeds a decoder with mutated inputs. What it may throw is declared; anything else fails the test
/// with seed and input. A unit test runs a fixed number of inputs; `-Dupkeep.fuzz.seconds=60` runs
/// for that time with another seed each time, `-Dupkeep.fuzz.seed=N` repeats a run.
public final class Fuzz {

    /// Inputs of a target in the unit tests, unless it is slow.
    private static final int INPUTS = 10_000;

    /// Longest input, in bytes.
    private static final int LONGEST = 70_000;

    private static final int[] ODD_NUMBERS = {
        0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 3, 4, 5, 0x10000
    };

    private Fuzz() {}

    /// Decodes one input.
    @FunctionalInterface
    public interface Target {
        /// Decodes an input.
        ///
        /// @param random chooses among the ways to decode it
        void decode(byte[] input, SplittableRandom random) throws Exception;
    }

    /// Runs a target.
    ///
    /// @param corpus inputs to begin with
    /// @param declared the exceptions that say that an input is malformed
    public static void run(
            String name,
            List<byte[]> corpus,
            Set<Class<? extends Throwable>> declared,
            Target target) {
        run(name, INPUTS, corpus, declared, target);
    }

    /// Runs a target that takes long for each input.
    ///
    /// @param inputs how many of them in the unit tests
    public static void run(
            String name,
            int inputs,
            List<byte[]> corpus,
            Set<Class<? extends Throwable>> declared,
            Target target) {
        long seconds = Long.getLong("upkeep.fuzz.seconds", 0);
        long seed =
                Long.getLong(
                        "upkeep.fuzz.seed",
                        seconds == 0 ? 1 : ThreadLocalRandom.current().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long count = 0;
        while (seconds == 0 ? count < inputs : (count & 63) != 0 || System.nanoTime() - end < 0) {
            count++;
            one(name, seed, mutate(corpus, random), random, declared, target);
        }
        if (seconds > 0) {
            System.out.printf(Locale.ROOT, "fuzz %-24s %,d inputs, seed %d%n", name, count, seed);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void one(
            String name,
            long seed,
            byte[] input,
            SplittableRandom random,
            Set<Class<? extends Throwable>> declared,
            Target target) {
        try {
            target.decode(input, random);
        } catch (Throwable thrown) {
            if (declared.stream().noneMatch(each -> each.isInstance(thrown))) {
                throw new AssertionError(
                        "%s: seed %d, input %s: %s"
                                .formatted(name, seed, HexFormat.of().formatHex(input), thrown),
                        thrown);
            }
        }
    }

    /// The bytes of a text, one for each character.
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] mutate(List<byte[]> corpus, SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes && input.length > 0; i++) {
            input = change(input, random.nextInt(input.length), corpus, random);
        }
        return input;
    }

    private static byte[] change(
            byte[] input, int at, List<byte[]> corpus, SplittableRandom random) {
        switch (random.nextInt(8)) {
            case 0 -> input[at] = (byte) random.nextInt(256);
            case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> input[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            case 3 -> {
                int number = ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
                for (int i = 0; i < 4 && at + i < input.length; i++) {
                    input[at + i] = (byte) (number >> (8 * i));
                }
            }
            case 4 -> {
                return Arrays.copyOf(input, random.nextInt(input.length + 1));
            }
            case 5 -> {
                byte[] noise = new byte[random.nextInt(1, 32)];
                random.nextBytes(noise);
                return join(input, at, noise, 0, at, input);
            }
            case 6 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                return join(input, at, other, from, input.length, input);
            }
            default -> {
                int count = Math.min(input.length - at, random.nextInt(1, 16));
                byte[] piece = Arrays.copyOfRange(input, at, at + count);
                return join(input, at, piece, 0, at, input);
            }
        }
        return input;
    }

    /// The start of an input, another piece, and the rest of a third.
    private static byte[] join(
            byte[] start, int startLength, byte[] piece, int pieceFrom, int restFrom, byte[] rest) {
        int pieceLength = piece.length - pieceFrom;
        byte[] joined = new byte[startLength + pieceLength + rest.length - restFrom];
        System.arraycopy(start, 0, joined, 0, startLength);
        System.arraycopy(piece, pieceFrom, joined, startLength, pieceLength);
        System.arraycopy(rest, restFrom, joined, startLength + pieceLength, rest.length - restFrom);
        return joined.length > LONGEST ? Arrays.copyOf(joined, LONGEST / 10) : joined;
    }
}
