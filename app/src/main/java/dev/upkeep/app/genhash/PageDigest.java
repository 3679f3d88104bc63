package dev.upkeep.app.genhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The MD5 sum of a page: of everything behind the head, no transfer coding undone, as checks
/// compute it. Pure.
public final class PageDigest {

    private static final String RULE = "-----------------------";

    private final byte[] head;
    private final byte[] body;
    private final byte[] digest;

    /// @param answer of a web server, head and body
    public PageDigest(byte[] answer) {
        int end = endOfHead(answer);
        head = Arrays.copyOf(answer, end);
        body = Arrays.copyOfRange(answer, end, answer.length);
        try {
            digest = MessageDigest.getInstance("MD5").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static int endOfHead(byte[] answer) {
        for (int i = 3; i < answer.length; i++) {
            if (answer[i - 3] == '\r'
                    && answer[i - 2] == '\n'
                    && answer[i - 1] == '\r'
                    && answer[i] == '\n') {
                return i + 1;
            }
        }
        return answer.length;
    }

    /// Returns the sum in hexadecimal.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }

    /// Returns the head, the body and the sum, as `-v` prints them.
    public String verbose() {
        return RULE
                + "[    HTTP Header Buffer    ]"
                + RULE
                + "\n"
                + HexDump.of(head)
                + RULE
                + "[ HTTP Header Ascii Buffer ]"
                + RULE
                + "\n"
                + new String(head, StandardCharsets.ISO_8859_1)
                + "\n"
                + HexDump.of(body)
                + "\n"
                + RULE
                + "[    HTML hash resulting    ]"
                + RULE
                + "\n"
                + HexDump.of(digest)
                + RULE
                + "[ HTML hash final resulting ]"
                + RULE
                + "\n"
                + this
                + "\n";
    }
}
