package dev.upkeep.config.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.upkeep.config.reader.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A brace that is forgotten in a text with the usual indentation is missed where it belongs, and
/// costs nothing else.
class OpenBlocksTest {

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    /// For each closing brace: its line, and the line of the block it closes, from 0.
    private final List<int[]> pairs = new ArrayList<>();

    @Test
    void oneBraceForgotten_theBlockIsNamedAndTheRestIsRead() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            lines.clear();
            pairs.clear();
            for (int i = 0; i < 3; i++) {
                block(random, 0);
            }
            Reading whole = Reading.of(directory, String.join("\n", lines) + "\n");
            int[] pair = pairs.get(random.nextInt(pairs.size()));
            List<String> damaged = new ArrayList<>(lines);
            damaged.set(pair[0], "");

            Reading read = Reading.of(directory, String.join("\n", damaged) + "\n");

            String where = "seed " + seed + ", round " + round + "\n" + String.join("\n", damaged);
            int column = 1 + lines.get(pair[1]).indexOf("block");
            assertEquals(
                    pair[1] + 1 + ":" + column + " syntax.unclosed-block", read.places(), where);
            assertEquals(whole.statements(), read.statements(), where);
        }
    }

    private void block(Random random, int depth) {
        int opened = lines.size();
        String indent = "    ".repeat(depth);
        lines.add(indent + "block " + opened + " {");
        lines.add(indent + "    line");
        int inner = depth < 3 ? random.nextInt(3) : 0;
        for (int i = 0; i < inner; i++) {
            block(random, depth + 1);
        }
        pairs.add(new int[] {lines.size(), opened});
        lines.add(indent + "}");
    }
}
