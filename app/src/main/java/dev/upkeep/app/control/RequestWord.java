package dev.upkeep.app.control;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Words of requests and answers: what would end a word or a line is written as `%` and two
/// hexadecimal digits. Only names of groups ever need it.
public final class RequestWord {

    private RequestWord() {}

    /// Encodes a text as one word: blanks, `%` and whatever is not ASCII become `%XX`.
    public static String encode(String text) {
        StringBuilder word = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each > ' ' && each < 0x7f && each != '%') {
                word.append((char) each);
            } else {
                word.append('%').append(HexFormat.of().toHexDigits(each));
            }
        }
        return word.toString();
    }

    /// Decodes a word to the text that [#encode] took.
    ///
    /// @throws IllegalArgumentException for a `%` without two hexadecimal digits
    public static String decode(String word) {
        if (word.indexOf('%') < 0) {
            return word;
        }
        byte[] from = word.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                to[length++] = from[i];
                continue;
            }
            if (i + 2 >= from.length
                    || !HexFormat.isHexDigit(from[i + 1])
                    || !HexFormat.isHexDigit(from[i + 2])) {
                throw new IllegalArgumentException(
                        "'" + word + "': expected two hexadecimal digits behind each %");
            }
            to[length++] =
                    (byte)
                            ((HexFormat.fromHexDigit(from[i + 1]) << 4)
                                    | HexFormat.fromHexDigit(from[i + 2]));
            i += 2;
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }
}
