package dev.upkeep.config.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhysicalLinesTest {

    private static final String LONGEST = "x".repeat(PhysicalLines.MAX_BYTES);

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("nothing", "", List.of()),
                arguments("no final line feed", "a\nb", List.of("a", "b")),
                arguments("final line feed", "a\nb\n", List.of("a", "b")),
                arguments("empty lines", "\n\na\n\n", List.of("", "", "a", "")),
                arguments("line ends of DOS", "a\r\nb\r\r\nc\r", List.of("a", "b", "c")),
                arguments("a CR inside", "a\rb\n", List.of("a\rb")),
                arguments("longest line", LONGEST + "\n", List.of(LONGEST)),
                arguments("longest line of DOS", LONGEST + "\r\r\n", List.of(LONGEST)),
                arguments("too long", LONGEST + "x\na", List.of("<too long>", "a")),
                arguments("too long after a CR", LONGEST + "\rx\n", List.of("<too long>")),
                arguments("NUL", "a\0b\nc", List.of("<NUL>", "c")),
                arguments("NUL in a line too long", LONGEST + "\0\nc", List.of("<too long>", "c")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void lines_areThoseOfTheFile(String name, String file, List<String> lines) throws IOException {
        assertThat(read(new ByteArrayInputStream(file.getBytes(ISO_8859_1)))).isEqualTo(lines);
    }

    @Test
    void text_isUtf8_orElseEachByteIsACharacter() throws IOException {
        byte[] utf8 = "# 20 °C, 東京\n".getBytes(UTF_8);
        byte[] latin = "# 20 °C\r\n".getBytes(ISO_8859_1);

        assertThat(read(new ByteArrayInputStream(utf8))).containsExactly("# 20 °C, 東京");
        assertThat(read(new ByteArrayInputStream(latin))).containsExactly("# 20 °C");
    }

    @Test
    void lines_doNotDependOnHowTheFileArrives() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] file = new byte[random.nextInt(300_000)];
            for (int i = 0; i < file.length; i++) {
                int kind = random.nextInt(200 + round * 20);
                file[i] = (byte) (kind == 0 ? '\n' : kind == 1 ? '\r' : kind == 2 ? 0xc3 : 'a');
            }
            List<String> whole = read(new ByteArrayInputStream(file));
            List<String> pieces = read(new Pieces(new ByteArrayInputStream(file), random));
            assertThat(pieces).as("seed %d, round %d", seed, round).isEqualTo(whole);
            assertThat(whole).as("seed %d, round %d", seed, round).isEqualTo(expected(file));
        }
    }

    /// The same by splitting the whole text.
    private static List<String> expected(byte[] file) {
        List<String> lines = new ArrayList<>();
        String text = new String(file, ISO_8859_1);
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!text.isEmpty()) {
            for (String line : body.split("\n", -1)) {
                String trimmed = line.replaceAll("\r+$", "");
                boolean tooLong = trimmed.length() > PhysicalLines.MAX_BYTES;
                lines.add(tooLong ? "<too long>" : trimmed);
            }
        }
        return lines;
    }

    private static List<String> read(InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        PhysicalLines lines = new PhysicalLines(in);
        while (lines.next()) {
            assertThat(lines.number).isEqualTo(found.size() + 1);
            found.add(
                    lines.tooLong
                            ? "<too long>"
                            : lines.hasNul ? "<NUL>" : new String(lines.text, 0, lines.length));
        }
        return found;
    }

    /// Gives some bytes at a time.
    private static final class Pieces extends InputStream {
        private final InputStream whole;
        private final Random random;

        Pieces(InputStream whole, Random random) {
            this.whole = whole;
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return whole.read(into, offset, Math.min(length, 1 + random.nextInt(3_000)));
        }
    }
}
