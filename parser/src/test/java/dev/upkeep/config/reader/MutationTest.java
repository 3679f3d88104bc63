package dev.upkeep.config.reader;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Damaged configurations: whatever is changed, reading ends, with a result and without an
/// exception. The seed is printed when it fails. `-Dupkeep.fuzz.rounds=1000000` makes it long,
/// `-Dupkeep.fuzz.seed=N` repeats a run.
class MutationTest {

    private static final Duration NO_HANG = Duration.ofSeconds(60);

    /// Pieces that mean something to the reader: its marks, and a few keywords.
    private static final List<String> PIECES =
            Stream.concat(
                            FuzzMaterial.PIECES.stream(),
                            Stream.of(
                                    "virtual_server ",
                                    "real_server ",
                                    "vrrp_instance ",
                                    "global_defs {\n",
                                    "group X ",
                                    "fwmark 1 ",
                                    "script ",
                                    "track_script {\n",
                                    "~SEQ(x,1,3000) "))
                    .toList();

    @Test
    void damagedConfiguration_read_endsWithAResult() throws IOException {
        long seed = Long.getLong("upkeep.fuzz.seed", System.nanoTime());
        int rounds = Integer.getInteger("upkeep.fuzz.rounds", 400);
        Random random = new Random(seed);
        List<byte[]> originals = originals();
        for (int round = 0; round < rounds; round++) {
            byte[] input = damaged(originals, random);
            try {
                assertTimeoutPreemptively(NO_HANG, () -> ReaderFuzz.read(input));
            } catch (Throwable failure) {
                Path kept = Files.createTempFile("failing", ".conf");
                Files.write(kept, input);
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ", input kept in " + kept, failure);
            }
        }
    }

    /// Structure without sense: deep blocks, and braces, words and quotes in any order within. The
    /// text that the reader hands to the grammar has to fit it in every case.
    @Test
    void marksInAnyOrder_read_endsWithAResult() {
        long seed = Long.getLong("upkeep.fuzz.seed", System.nanoTime());
        int rounds = Integer.getInteger("upkeep.fuzz.rounds", 400);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            String text = marks(random);
            try {
                ReaderFuzz.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (Exception failure) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ": " + text, failure);
            }
        }
    }

    private static String marks(Random random) {
        List<String> openers = List.of("{", "v{", "v\n{\n", "v \"{\" {");
        List<String> marks = List.of("{", "}", "v", " ", "\n", "\"", "${x", "v{", "v\n{", "{ }");
        StringBuilder text = new StringBuilder();
        text.append(openers.get(random.nextInt(openers.size())).repeat(random.nextInt(72)));
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            text.append(marks.get(random.nextInt(marks.size())));
        }
        return text.append("}".repeat(random.nextInt(72))).toString();
    }

    private static List<byte[]> originals() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        Path examples = Path.of("../examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".conf")).sorted().toList()) {
                originals.add(Files.readAllBytes(file));
            }
        }
        originals.add(
                """
                $RS= \\
                real_server 10.0.${V}.$R 80 { \\
                  weight 1 \\
                  MISC_CHECK { \\
                    misc_path "/usr/bin/true 'a b' \\x41" \\
                  } \\
                }
                ~SEQ(V, 1, 2) virtual_server 10.1.0.$V 80 { ~SEQ(R,3) $RS }
                @testhost include nothere.conf
                @^testhost { } "
                """
                        .getBytes(StandardCharsets.UTF_8));
        return originals;
    }

    private static byte[] damaged(List<byte[]> originals, Random random) {
        byte[] text = originals.get(random.nextInt(originals.size()));
        int times = 1 + random.nextInt(8);
        for (int i = 0; i < times; i++) {
            int from = random.nextInt(text.length + 1);
            int to = Math.min(text.length, from + random.nextInt(60));
            byte[] between =
                    switch (random.nextInt(5)) {
                        case 0 -> new byte[0];
                        case 1 -> new byte[] {(byte) random.nextInt(256)};
                        case 2 -> part(originals.get(random.nextInt(originals.size())), random);
                        default ->
                                PIECES.get(random.nextInt(PIECES.size()))
                                        .getBytes(StandardCharsets.UTF_8);
                    };
            int keep = random.nextInt(3) == 0 ? to : from;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(text, 0, from);
            out.writeBytes(between);
            out.write(text, keep, text.length - keep);
            text = out.toByteArray();
        }
        return text;
    }

    private static byte[] part(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        int to = from + random.nextInt(text.length - from);
        return Arrays.copyOfRange(text, from, to);
    }
}
