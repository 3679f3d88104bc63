package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line under expansion: its characters, and for each of them the place it stands at. Only lines
/// that use the preprocessor become a `Text`.
final class Text {

    private char[] chars;
    private @Nullable Source[] sources;
    private int[] lines;
    private int[] columns;
    private int length;

    Text(int capacity) {
        chars = new char[capacity];
        sources = new @Nullable Source[capacity];
        lines = new int[capacity];
        columns = new int[capacity];
    }

    /// Returns a piece of a line of a source.
    ///
    /// @param column of the first character
    static Text of(char[] from, int start, int end, Source source, int line, int column) {
        Text text = new Text(Math.max(end - start, 16));
        text.append(from, start, end, source, line, column, 1);
        return text;
    }

    int length() {
        return length;
    }

    char at(int offset) {
        return chars[offset];
    }

    char[] chars() {
        return chars;
    }

    Source source(int offset) {
        Source source = sources[offset];
        if (source == null) {
            throw new IllegalArgumentException("no character at " + offset);
        }
        return source;
    }

    int line(int offset) {
        return lines[offset];
    }

    int column(int offset) {
        return columns[offset];
    }

    SourceLocation place(int offset) {
        return new SourceLocation(source(offset), lines[offset], columns[offset]);
    }

    String string(int start, int end) {
        return new String(chars, start, end - start);
    }

    /// @param step 1 when the characters stand side by side, 0 when they share a place
    void append(char[] from, int start, int end, Source source, int line, int column, int step) {
        int count = end - start;
        reserve(count);
        System.arraycopy(from, start, chars, length, count);
        for (int i = 0; i < count; i++) {
            sources[length + i] = source;
            lines[length + i] = line;
            columns[length + i] = column + i * step;
        }
        length += count;
    }

    void append(Text other, int start, int end) {
        int count = end - start;
        reserve(count);
        System.arraycopy(other.chars, start, chars, length, count);
        System.arraycopy(other.sources, start, sources, length, count);
        System.arraycopy(other.lines, start, lines, length, count);
        System.arraycopy(other.columns, start, columns, length, count);
        length += count;
    }

    /// A copy of a part.
    Text part(int start, int end) {
        Text part = new Text(Math.max(end - start, 16));
        part.append(this, start, end);
        return part;
    }

    /// Drops the blanks before a final backslash.
    Text withoutBlanksBeforeBackslash() {
        int last = length - 1;
        if (last < 1 || chars[last] != '\\' || !Characters.blank(chars[last - 1])) {
            return this;
        }
        int end = last;
        while (end > 0 && Characters.blank(chars[end - 1])) {
            end--;
        }
        Text trimmed = part(0, end);
        trimmed.append(this, last, last + 1);
        return trimmed;
    }

    /// This text with the part from `start` to `end` replaced.
    Text replaced(int start, int end, Text by) {
        Text result = new Text(length - (end - start) + by.length + 16);
        result.append(this, 0, start);
        result.append(by, 0, by.length);
        result.append(this, end, length);
        return result;
    }

    /// Forgets what follows `newLength`.
    void cut(int newLength) {
        length = newLength;
    }

    private void reserve(int count) {
        if (length + count > chars.length) {
            int capacity = Math.max(length + count, chars.length * 2);
            chars = Arrays.copyOf(chars, capacity);
            sources = Arrays.copyOf(sources, capacity);
            lines = Arrays.copyOf(lines, capacity);
            columns = Arrays.copyOf(columns, capacity);
        }
    }

    /// Returns true when the characters from `start` to `end` stand side by side in one line.
    boolean contiguous(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (!source(i).is(sources[start])
                    || lines[i] != lines[start]
                    || columns[i] != columns[start] + i - start) {
                return false;
            }
        }
        return true;
    }

    /// The places of the characters from `start` to `end`, offsets counted from `start`.
    Places places(int start, int end) {
        List<Places.Run> runs = new ArrayList<>();
        int first = start;
        for (int i = start + 1; i <= end; i++) {
            if (i == end || !follows(i, first)) {
                boolean moving = i - first > 1 && columns[first + 1] != columns[first];
                runs.add(
                        new Places.Run(
                                first - start,
                                source(first),
                                lines[first],
                                columns[first],
                                moving));
                first = i;
            }
        }
        return new Places(runs);
    }

    /// Returns whether the character at `i` continues the run that begins at `first`.
    private boolean follows(int i, int first) {
        if (!source(i).is(sources[i - 1]) || lines[i] != lines[i - 1]) {
            return false;
        }
        int step =
                i - 1 == first ? columns[i] - columns[i - 1] : columns[first + 1] - columns[first];
        return (step == 0 || step == 1) && columns[i] == columns[i - 1] + step;
    }
}
