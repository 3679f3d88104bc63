package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an HTTP/1.x response as keepalived does: the status from the first line, the head up to
/// the first blank line, everything after it is the body as sent (no transfer coding is undone),
/// cut at `Content-Length`. The head is bounded, the body is digested as it comes, and only as much
/// of it is kept as a pattern may need.
final class HttpResponse {

    /// Longest head that is read, in bytes.
    static final int MAX_HEAD = 64 * 1024;

    private final @Nullable MessageDigest digest;
    private final byte[] kept;
    private final StringBuilder head = new StringBuilder();
    private boolean headComplete;
    private boolean tooLong;
    private int status = -1;
    private long contentLength = -1;
    private long bodyLength;
    private int keptLength;

    /// @param digested whether [#digest] will be asked for
    /// @param keep how many bytes of the body to keep for [#body]
    HttpResponse(boolean digested, int keep) {
        this.digest = digested ? md5() : null;
        this.kept = new byte[keep];
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /// Takes the next bytes of the connection.
    void receive(ByteBuffer data) {
        while (!headComplete && !tooLong && data.hasRemaining()) {
            head.append((char) (data.get() & 0xff));
            headComplete = endsWithBlankLine();
            tooLong = !headComplete && head.length() >= MAX_HEAD;
            if (headComplete) {
                readHead();
            }
        }
        if (headComplete) {
            receiveBody(data);
        }
    }

    private boolean endsWithBlankLine() {
        int n = head.length();
        return head.charAt(n - 1) == '\n'
                && ((n >= 2 && head.charAt(n - 2) == '\n')
                        || (n >= 3 && head.charAt(n - 2) == '\r' && head.charAt(n - 3) == '\n'));
    }

    private void readHead() {
        List<String> lines = head.toString().lines().toList();
        status = statusOf(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("content-length")) {
                contentLength = lengthOf(line.substring(colon + 1).strip());
            }
        }
    }

    /// The three digits after the version; -1 when the line is no status line.
    private static int statusOf(String line) {
        int space = line.indexOf(' ');
        if (!line.startsWith("HTTP/1.") || space < 0 || line.length() < space + 4) {
            return -1;
        }
        int value = 0;
        for (int i = space + 1; i < space + 4; i++) {
            char c = line.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static long lengthOf(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Long.parseLong(text) : -1;
    }

    private void receiveBody(ByteBuffer data) {
        long wanted = contentLength < 0 ? Long.MAX_VALUE : contentLength - bodyLength;
        int use = (int) Math.min(wanted, data.remaining());
        ByteBuffer body = data.slice(data.position(), use);
        data.position(data.limit());
        bodyLength += use;
        int keep = Math.min(use, kept.length - keptLength);
        body.slice(0, keep).get(kept, keptLength, keep);
        keptLength += keep;
        if (digest != null) {
            digest.update(body);
        }
    }

    /// True when nothing more can change the verdict: the announced length is there.
    boolean complete() {
        return tooLong || (headComplete && contentLength >= 0 && bodyLength >= contentLength);
    }

    /// True when the head did not end within [#MAX_HEAD] bytes.
    boolean headTooLong() {
        return tooLong;
    }

    /// True when not one byte came.
    boolean empty() {
        return head.isEmpty();
    }

    /// The status code, -1 when there was none.
    int status() {
        return status;
    }

    /// MD5 of the body in lower case hexadecimal. Call it once, at the end.
    String digest() {
        if (digest == null) {
            throw new IllegalStateException("no digest was asked for");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The bytes kept, one character each.
    String body() {
        return new String(kept, 0, keptLength, StandardCharsets.ISO_8859_1);
    }
}
