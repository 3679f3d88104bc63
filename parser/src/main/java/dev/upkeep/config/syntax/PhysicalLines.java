package dev.upkeep.config.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The lines of a file, one after the other in a buffer that is reused. Memory is bounded by
/// [#MAX_BYTES], whatever the file holds.
///
/// Text is UTF-8; a line that is not is taken byte by byte (ISO 8859-1), so that no input is
/// refused.
public final class PhysicalLines {

    /// The longest line that has a meaning, without its line feed (keepalived: a buffer of 1024).
    static final int MAX_BYTES = 1022;

    private final InputStream in;
    private final byte[] bytes = new byte[1 << 16];
    private int at;
    private int filled;

    /// The characters of the current line, without line feed and carriage return.
    public final char[] text = new char[MAX_BYTES];

    /// The number of characters of the current line.
    public int length;

    /// Number of the current line, from 1.
    public int number;

    /// The current line was longer than [#MAX_BYTES]; its text is empty.
    boolean tooLong;

    /// The current line contains a NUL byte; its text is empty.
    boolean hasNul;

    /// The offset of the first carriage return within the first line, -1 when there is none.
    int carriageReturn = -1;

    /// The current line has bytes that are not ASCII, or NUL.
    private boolean unusual;

    public PhysicalLines(InputStream in) {
        this.in = in;
    }

    /// Looks at the first bytes; what is not part of the text is passed over. To be called before
    /// the first line is read.
    Encoding encoding() throws IOException {
        fill();
        Encoding encoding = Encoding.of(bytes, filled);
        at = encoding.mark;
        return encoding;
    }

    /// Goes to the next line; false at the end of the file.
    public boolean next() throws IOException {
        if (at == filled && !fill()) {
            return false;
        }
        number++;
        length = 0;
        tooLong = false;
        hasNul = false;
        unusual = false;
        int end = lineFeed();
        take(end);
        while (end == filled && fill()) { // the rest of the line was not there yet
            end = lineFeed();
            take(end);
        }
        at = Math.min(end + 1, filled);
        finish();
        return true;
    }

    private boolean fill() throws IOException {
        int read = in.read(bytes);
        at = 0;
        filled = Math.max(read, 0);
        return read > 0;
    }

    /// The offset of the next line feed, or the end of what is there.
    private int lineFeed() {
        byte[] from = bytes;
        int end = filled;
        int i = at;
        while (i < end && from[i] != '\n') {
            i++;
        }
        return i;
    }

    /// Adds the bytes up to `end` to the line, as if they were ISO 8859-1.
    private void take(int end) {
        byte[] from = bytes;
        char[] to = text;
        int size = length;
        int lowest = 1;
        int last = Math.min(end, at + MAX_BYTES - size);
        for (int i = at; i < last; i++) {
            byte b = from[i];
            lowest = Math.min(lowest, b);
            to[size++] = (char) (b & 0xff);
        }
        unusual |= lowest <= 0;
        for (int i = last; i < end; i++) {
            tooLong |= from[i] != '\r'; // a final CR does not count
        }
        length = size;
    }

    private void finish() {
        while (length > 0 && text[length - 1] == '\r') {
            length--;
        }
        if (number == 1) {
            for (int i = length - 1; i >= 0; i--) {
                carriageReturn = text[i] == '\r' ? i : carriageReturn;
            }
        }
        if (unusual) {
            decode();
        }
        if (tooLong || hasNul) {
            length = 0;
        }
    }

    private void decode() {
        byte[] line = new byte[length];
        for (int i = 0; i < length; i++) {
            line[i] = (byte) text[i];
            hasNul |= line[i] == 0;
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            length = decoded.length();
            decoded.get(text, 0, length);
        } catch (CharacterCodingException notUtf8) {
            // An old encoding: every byte is a character, as it stands there.
        }
    }
}
