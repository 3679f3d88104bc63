package dev.upkeep.checkers.probe;

import dev.upkeep.config.model.Checker;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A `regex` without metacharacters, which is found in a body while that arrives: no byte is kept
/// but as many as may begin a match, and the whole body is searched. Horspool's algorithm: most
/// bytes are not looked at.
final class LiteralText {

    /// Options that change nothing about a literal, beside those that only tune PCRE2. `utf` is one
    /// of them: UTF-8 of the text lies in UTF-8 of a body only where the characters do.
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("utf", "dotall", "multiline", "dollar_endonly", "ucp");

    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private static final String METACHARACTERS = "^$.[]|()?*+{}\\";

    private final byte[] text;
    private final int[] shifts = new int[256];
    private final long from;
    private final long before;

    private LiteralText(byte[] text, Checker.BodyPattern source) {
        this.text = text;
        this.from = source.minOffset();
        this.before = source.maxOffset() < 0 ? ENDLESS : source.maxOffset();
        Arrays.fill(shifts, text.length);
        for (int i = 0; i < text.length - 1; i++) {
            shifts[text[i] & 0xff] = text.length - 1 - i;
        }
    }

    /// Returns the text that a pattern matches and nothing else, null for a pattern that says more.
    static @Nullable LiteralText of(Checker.BodyPattern source) {
        if (!WITHOUT_EFFECT.containsAll(source.options())) {
            return null;
        }
        byte[] text = literal(source.regex());
        return text == null || text.length == 0 ? null : new LiteralText(text, source);
    }

    /// Returns the bytes of a pattern in which only punctuation is escaped.
    private static byte @Nullable [] literal(String regex) {
        byte[] bytes = regex.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            byte c = bytes[i];
            if (c == '\\') {
                i++;
                if (i == bytes.length || !isPunctuation(bytes[i])) {
                    return null;
                }
                c = bytes[i];
            } else if (c >= 0 && METACHARACTERS.indexOf(c) >= 0) {
                return null;
            }
            text.write(c);
        }
        return text.toByteArray();
    }

    private static boolean isPunctuation(byte c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    /// Begins to search a body.
    Search search() {
        return new Search();
    }

    /// A search in one body, which comes in pieces.
    final class Search {
        private static final byte[] NOTHING = {};

        /// The last bytes of the body so far, fewer than the text has.
        private byte[] rest = NOTHING;

        /// The number of bytes of the body before the rest.
        private long passed;

        private boolean over;
        private boolean found;

        /// Returns whether the text was found where it is to be.
        boolean found() {
            return found;
        }

        /// Takes the next bytes of the body; position and limit of the buffer stay.
        void receive(ByteBuffer data, int length) {
            if (over || length == 0) {
                return;
            }
            byte[] bytes;
            int start = 0;
            if (data.hasArray()) {
                bytes = data.array();
                start = data.arrayOffset() + data.position();
            } else {
                bytes = new byte[length];
                data.get(data.position(), bytes);
            }
            int needed = text.length - 1;
            if (rest.length > 0) { // matches that begin there
                byte[] seam = join(bytes, start, Math.min(length, needed));
                look(seam, 0, seam.length, passed);
            }
            if (!over) {
                long before = passed + rest.length;
                look(bytes, start, length, before);
                byte[] end =
                        length >= needed
                                ? Arrays.copyOfRange(bytes, start + length - needed, start + length)
                                : join(bytes, start, length);
                rest = Arrays.copyOfRange(end, Math.max(0, end.length - needed), end.length);
                passed = before + length - rest.length;
            }
        }

        private byte[] join(byte[] bytes, int start, int length) {
            byte[] joined = Arrays.copyOf(rest, rest.length + length);
            System.arraycopy(bytes, start, joined, rest.length, length);
            return joined;
        }

        /// @param position of the first of the bytes in the body
        private void look(byte[] bytes, int start, int length, long position) {
            int begin = Math.clamp(from - position, 0, length);
            int end = Math.clamp(before - position, 0, Math.max(0, length - text.length + 1));
            found = begin < end && contains(bytes, start + begin, start + end);
            over = found || position + length >= before + text.length - 1;
        }

        /// Returns whether a match begins at one of the places from `at` to before `end`.
        private boolean contains(byte[] bytes, int at, int end) {
            byte[] wanted = text;
            int[] skip = shifts;
            int last = wanted.length - 1;
            byte lastByte = wanted[last];
            int i = at;
            while (i < end) {
                byte c = bytes[i + last];
                if (c == lastByte && Arrays.equals(bytes, i, i + last, wanted, 0, last)) {
                    return true;
                }
                i += skip[c & 0xff];
            }
            return false;
        }
    }
}
