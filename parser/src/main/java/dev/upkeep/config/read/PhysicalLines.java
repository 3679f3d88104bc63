package dev.upkeep.config.read;

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
final class PhysicalLines {

    /// The longest line that has a meaning, without its line feed (keepalived: a buffer of 1024).
    static final int MAX_BYTES = 1022;

    private final InputStream in;
    private final byte[] bytes = new byte[1 << 16];
    private int at;
    private int filled;

    private final byte[] line = new byte[MAX_BYTES];

    /// The characters of the current line, without line feed and carriage return.
    final char[] text = new char[MAX_BYTES];

    /// How many characters the current line has.
    int length;

    /// Number of the current line, from 1.
    int number;

    /// The current line was longer than [#MAX_BYTES]; its text is empty.
    boolean tooLong;

    /// The current line contains a NUL byte; its text is empty.
    boolean hasNul;

    PhysicalLines(InputStream in) {
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
    boolean next() throws IOException {
        if (at == filled && !fill()) {
            return false;
        }
        number++;
        int size = 0;
        tooLong = false;
        boolean ascii = true;
        boolean nul = false;
        while (true) {
            byte b = bytes[at++];
            if (b == '\n') {
                break;
            }
            ascii &= b > 0;
            nul |= b == 0;
            if (size < MAX_BYTES) {
                line[size++] = b;
            } else if (b != '\r') { // a final CR does not count
                tooLong = true;
            }
            if (at == filled && !fill()) {
                break;
            }
        }
        hasNul = nul;
        if (tooLong || nul) {
            length = 0;
            return true;
        }
        while (size > 0 && line[size - 1] == '\r') {
            size--;
        }
        decode(size, ascii);
        return true;
    }

    private boolean fill() throws IOException {
        int read = in.read(bytes);
        at = 0;
        filled = Math.max(read, 0);
        return read > 0;
    }

    private void decode(int size, boolean ascii) {
        if (!ascii) {
            try {
                CharBuffer decoded =
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, size));
                length = decoded.length();
                decoded.get(text, 0, length);
                return;
            } catch (CharacterCodingException notUtf8) {
                // An old encoding: every byte is a character.
            }
        }
        for (int i = 0; i < size; i++) {
            text[i] = (char) (line[i] & 0xff);
        }
        length = size;
    }
}
