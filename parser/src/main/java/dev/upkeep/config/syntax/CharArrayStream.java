package dev.upkeep.config.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/// The text of a [Chunk] for the lexer, without a copy.
final class CharArrayStream implements CharStream {

    private final char[] text;
    private final int length;
    private int at;

    CharArrayStream(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    @Override
    public void consume() {
        if (at >= length) {
            throw new IllegalStateException("cannot consume EOF");
        }
        at++;
    }

    @Override
    public int LA(int offset) {
        int index = offset > 0 ? at + offset - 1 : at + offset;
        return offset != 0 && index >= 0 && index < length ? text[index] : EOF;
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {
        // Nothing is discarded, so nothing was kept.
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return length;
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, length);
        return new String(text, interval.a, Math.max(end - interval.a, 0));
    }
}
