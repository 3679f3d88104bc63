package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run of complete top-level statements: text in the form the grammar expects, and where its
/// pieces stand. Filled by one thread, then read by one (maybe another) thread.
public final class Chunk {

    private char[] text = new char[1 << 12];
    private int length;

    /// The start of each piece (a logical line, or the rest of one after a moved brace) in the
    /// text.
    private int[] starts = new int[1 << 8];

    private @Nullable Source[] sources = new @Nullable Source[1 << 8];
    private int[] lines = new int[1 << 8];
    private int[] columns = new int[1 << 8];
    private @Nullable Places[] places = new @Nullable Places[1 << 8];
    private int[] placeOffsets = new int[1 << 8];
    private int pieces;

    /// The complete blocks that later readings may know again, in the order of the text.
    private final List<Mark> marks = new ArrayList<>(0);

    /// A block with a fingerprint.
    ///
    /// @param from its first piece
    /// @param to the piece after its last
    record Mark(int from, int to, Fingerprint text) {}

    public int length() {
        return length;
    }

    char[] text() {
        return text;
    }

    int pieces() {
        return pieces;
    }

    int start(int piece) {
        return starts[piece];
    }

    int line(int piece) {
        return lines[piece];
    }

    /// The column of the first character of a piece.
    int column(int piece) {
        return columns[piece];
    }

    Source source(int piece) {
        Source source = sources[piece];
        if (source == null) {
            throw new IllegalArgumentException("no piece " + piece);
        }
        return source;
    }

    /// The origins of an expanded line; null when the piece stands in its source as it is.
    @Nullable Places places(int piece) {
        return places[piece];
    }

    /// The offset in the expanded line at which the piece begins.
    int placeOffset(int piece) {
        return placeOffsets[piece];
    }

    /// Begins a piece at the end of the text.
    void piece(Source source, int line, int column, @Nullable Places origin, int originOffset) {
        if (pieces == starts.length) {
            int capacity = pieces * 2;
            starts = Arrays.copyOf(starts, capacity);
            sources = Arrays.copyOf(sources, capacity);
            lines = Arrays.copyOf(lines, capacity);
            columns = Arrays.copyOf(columns, capacity);
            places = Arrays.copyOf(places, capacity);
            placeOffsets = Arrays.copyOf(placeOffsets, capacity);
        }
        starts[pieces] = length;
        sources[pieces] = source;
        lines[pieces] = line;
        columns[pieces] = column;
        places[pieces] = origin;
        placeOffsets[pieces] = originOffset;
        pieces++;
    }

    void append(char[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, text, length, end - start);
        length += end - start;
    }

    void append(char c) {
        reserve(1);
        text[length++] = c;
    }

    /// Replaces the last character.
    void replaceLast(char c) {
        text[length - 1] = c;
    }

    /// Returns whether a piece begins with this word.
    boolean startsWith(int piece, String word) {
        if (piece >= pieces || starts[piece] + word.length() > length) {
            return false;
        }
        int start = starts[piece];
        for (int i = 0; i < word.length(); i++) {
            if (text[start + i] != word.charAt(i)) {
                return false;
            }
        }
        int end = start + word.length();
        return end == length || Characters.blank(text[end]) || text[end] == '{';
    }

    /// A copy of the pieces from `first` on, which are removed here.
    Chunk split(int first) {
        Chunk tail = new Chunk();
        for (int piece = first; piece < pieces; piece++) {
            tail.piece(
                    source(piece),
                    lines[piece],
                    columns[piece],
                    places[piece],
                    placeOffsets[piece]);
            tail.append(text, starts[piece], end(piece));
        }
        if (first < pieces) {
            cut(first);
        }
        return tail;
    }

    /// Remembers the fingerprint of the pieces from `from` to the last.
    void mark(int from, Fingerprint fingerprint) {
        marks.add(new Mark(from, pieces, fingerprint));
    }

    List<Mark> marks() {
        return marks;
    }

    /// Removes the pieces from `first` on, of which none is marked.
    void cut(int first) {
        length = starts[first];
        pieces = first;
    }

    /// The end of a piece in the text.
    int end(int piece) {
        return piece + 1 < pieces ? starts[piece + 1] : length;
    }

    /// The place of a character of a piece.
    SourceLocation place(int piece, int offset) {
        int distance = offset - starts[piece];
        Places origin = places[piece];
        if (origin == null) {
            return new SourceLocation(source(piece), lines[piece], columns[piece] + distance);
        }
        int inLine = placeOffsets[piece] + distance;
        return origin.at(inLine).place(inLine);
    }

    private void reserve(int count) {
        if (length + count > text.length) {
            text = Arrays.copyOf(text, Math.max(length + count, text.length * 2));
        }
    }
}
