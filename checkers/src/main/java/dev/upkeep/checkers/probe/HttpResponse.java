package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Reads an HTTP/1.x response as keepalived does: the status from the first line, the head up to
/// the first blank line, everything after it is the body as sent (no transfer coding is undone),
/// cut at `Content-Length`. The head is bounded, the body is digested as it comes, and only as much
/// of it is kept as a pattern may need.
final class HttpResponse {

    /// Longest head that is read, in bytes.
    static final int MAX_HEAD = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] CONTENT_LENGTH =
            "content-length".getBytes(StandardCharsets.ISO_8859_1);

    private final @Nullable MessageDigest digest;
    private final int keep;
    private final LiteralText.@Nullable Search search;
    private byte[] kept = NOTHING;
    private byte[] head = NOTHING;
    private int headLength;
    private boolean headComplete;
    private boolean tooLong;
    private int status = -1;
    private long contentLength = -1;
    private long bodyLength;
    private int keptLength;

    /// @param digested whether [#digest] will be asked for
    /// @param keep how many bytes of the body to keep for [#body]
    /// @param search gets the body as it comes
    HttpResponse(boolean digested, int keep, LiteralText.@Nullable Search search) {
        this.digest = digested ? md5() : null;
        this.keep = keep;
        this.search = search;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /// Reads the next bytes of the connection.
    void receive(ByteBuffer data) {
        if (!headComplete && !tooLong && data.hasRemaining()) {
            receiveHead(data);
        }
        if (headComplete) {
            receiveBody(data);
        }
    }

    /// Collects bytes up to the first blank line, and reads the head when it is there.
    private void receiveHead(ByteBuffer data) {
        int from = headLength;
        int count = Math.min(MAX_HEAD - from, data.remaining());
        if (head.length < from + count) {
            head = Arrays.copyOf(head, Math.max(from + count, Math.min(2 * from, MAX_HEAD)));
        }
        data.get(data.position(), head, from, count);
        int end = endOfHead(from, from + count);
        headLength = end < 0 ? from + count : end;
        data.position(data.position() + headLength - from);
        headComplete = end >= 0;
        tooLong = !headComplete && headLength >= MAX_HEAD;
        if (headComplete) {
            readHead();
            head = NOTHING;
        }
    }

    /// Returns where the first blank line that ends within the range ends, -1 for none.
    private int endOfHead(int from, int to) {
        for (int i = Math.max(from, 1); i < to; i++) {
            if (head[i] == '\n'
                    && (head[i - 1] == '\n'
                            || (i >= 2 && head[i - 1] == '\r' && head[i - 2] == '\n'))) {
                return i + 1;
            }
        }
        return -1;
    }

    private void readHead() {
        int end = endOfLine(0);
        status = statusOf(end);
        while (end < headLength) {
            int start = end + 1; // between CR and LF lies an empty line, which says nothing
            end = endOfLine(start);
            readField(start, end);
        }
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < headLength && head[at] != '\n' && head[at] != '\r') {
            at++;
        }
        return at;
    }

    /// The three digits after the version; -1 when the line that ends there is no status line.
    private int statusOf(int end) {
        int space = 0;
        while (space < end && head[space] != ' ') {
            space++;
        }
        if (space == 0 || end < space + 4 || (end > space + 4 && head[space + 4] != ' ')) {
            return -1;
        }
        int value = 0;
        for (int i = space + 1; i < space + 4; i++) {
            int digit = head[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// Reads a header field if it is the one that counts.
    private void readField(int start, int end) {
        int length = CONTENT_LENGTH.length;
        if (end - start <= length || head[start + length] != ':') {
            return;
        }
        for (int i = 0; i < length; i++) {
            int c = head[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != CONTENT_LENGTH[i]) {
                return;
            }
        }
        int value = start + length + 1;
        String text = new String(head, value, end - value, StandardCharsets.ISO_8859_1);
        contentLength = lengthOf(text.strip());
    }

    private static long lengthOf(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Long.parseLong(text) : -1;
    }

    private void receiveBody(ByteBuffer data) {
        long missing = contentLength < 0 ? Long.MAX_VALUE : contentLength - bodyLength;
        int use = (int) Math.min(missing, data.remaining());
        bodyLength += use;
        int copied = Math.min(use, keep - keptLength);
        if (copied > 0) {
            if (kept.length < keptLength + copied) {
                kept = Arrays.copyOf(kept, Math.min(keep, 2 * (keptLength + copied)));
            }
            data.get(data.position(), kept, keptLength, copied);
            keptLength += copied;
        }
        if (search != null) {
            search.receive(data, use);
        }
        if (digest != null) {
            digest.update(data.slice(data.position(), use));
        }
        data.position(data.limit());
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
        return headLength == 0;
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
