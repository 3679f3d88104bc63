package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Checker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTextTest {

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status: ok | - | true",
                "a\\.b\\/c\\-d | - | true",
                "\u00e4 | utf | true",
                "ok | dotall multiline | true",
                "ok | caseless | false",
                "o k | extended | false",
                "ok | firstline | false",
                "o.k | - | false",
                "^ok | - | false",
                "ok$ | - | false",
                "(ok) | - | false",
                "ok? | - | false",
                "ok{2} | - | false",
                "o[k] | - | false",
                "\\d | - | false",
                "\\Qok\\E | - | false",
                "ok\\ | - | false"
            })
    void pattern_withoutMetacharacters_isLiteral(String regex, String options, boolean literal) {
        assertThat(
                        LiteralText.of(
                                        pattern(
                                                regex,
                                                options.equals("-")
                                                        ? List.of()
                                                        : List.of(options.split(" ")),
                                                0,
                                                -1))
                                != null)
                .isEqualTo(literal);
    }

    @Test
    void emptyPattern_isNone() {
        assertThat(LiteralText.of(pattern("", List.of(), 0, -1))).isNull();
    }

    /// Texts of two letters in bodies of two letters, so that parts of the text abound.
    @Test
    void search_inAnyPieces_findsWhatAPatternFinds() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = letters(random, 1 + random.nextInt(5));
            String body = letters(random, random.nextInt(40));
            int from = random.nextInt(6);
            int before = random.nextInt(3) == 0 ? -1 : random.nextInt(40);
            var matcher = Pattern.compile(text).matcher(body);
            boolean expected =
                    from <= body.length()
                            && matcher.find(from)
                            && (before < 0 || matcher.start() < before);
            assertThat(found(random, pattern(text, List.of(), from, before), body))
                    .as("seed %d: %s in %s from %d before %d", seed, text, body, from, before)
                    .isEqualTo(expected);
        }
    }

    private static boolean found(
            SplittableRandom random, Checker.BodyPattern pattern, String body) {
        LiteralText text = Objects.requireNonNull(LiteralText.of(pattern));
        LiteralText.Search search = text.search();
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < bytes.length) {
            int length = 1 + random.nextInt(bytes.length - at);
            ByteBuffer data =
                    random.nextBoolean()
                            ? ByteBuffer.wrap(bytes)
                            : ByteBuffer.allocateDirect(bytes.length).put(bytes).clear();
            data.position(at);
            search.receive(data, length);
            assertThat(data.position()).isEqualTo(at);
            at += length;
        }
        return search.found();
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(random.nextBoolean() ? 'a' : 'b');
        }
        return out.toString();
    }

    private static Checker.BodyPattern pattern(
            String regex, List<String> options, long from, long before) {
        return new Checker.BodyPattern(regex, options, false, from, before);
    }
}
