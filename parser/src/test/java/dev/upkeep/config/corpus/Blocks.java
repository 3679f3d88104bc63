package dev.upkeep.config.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds where the blocks of a file begin and end, by counting braces: deliberately simpler than
/// the reader, whose findings it helps to judge.
final class Blocks {

    private final List<Range> ranges = new ArrayList<>();
    private final int lastLine;
    private final boolean unended;

    /// Lines with a `}` that closes nothing.
    private final List<Integer> strays = new ArrayList<>();

    /// For each line, the next one with text.
    private final int[] nextText;

    /// @param first line of the statement, or of the brace
    /// @param brace line of the brace
    record Range(int first, int brace, int last) {

        Range(int first, int last) {
            this(first, first, last);
        }

        boolean contains(int line) {
            return line >= first && line <= last;
        }
    }

    private Blocks(List<String> lines, boolean unended) {
        this.unended = unended;
        lastLine = lines.size();
        nextText = new int[lastLine + 1];
        int next = lastLine;
        for (int number = lastLine; number > 0; number--) {
            nextText[number] = next;
            if (!lines.get(number - 1).isBlank()) {
                next = number;
            }
        }
        Deque<Range> open = new ArrayDeque<>(); // not ended yet
        int statement = 1;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            boolean quoted = false;
            boolean words = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (!quoted && (c == '#' || c == '!')) {
                    break;
                }
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '{' && !quoted) {
                    open.push(new Range(words ? number : statement, number, lastLine));
                } else if (c == '}' && !quoted && open.isEmpty()) {
                    strays.add(number);
                } else if (c == '}' && !quoted) {
                    Range block = open.pop();
                    ranges.add(new Range(block.first(), block.brace(), number));
                } else if (!Character.isWhitespace(c) && c != '}') {
                    words = true;
                    statement = number;
                }
            }
        }
        ranges.addAll(open);
    }

    static Blocks of(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return new Blocks(text.lines().toList(), !text.endsWith("\n"));
    }

    /// The block whose statement or brace stands in this line, or null; the outermost if there are
    /// several.
    @Nullable Range openedAt(int line) {
        Range found = null;
        for (Range range : ranges) {
            if ((range.first() == line || range.brace() == line)
                    && (found == null || range.last() > found.last())) {
                found = range;
            }
        }
        return found;
    }

    /// The smallest block around a line; null outside of all.
    @Nullable Range innermost(int line) {
        Range found = null;
        for (Range range : ranges) {
            if (range.contains(line) && (found == null || range.first() > found.first())) {
                found = range;
            }
        }
        return found;
    }

    /// The last line, when nothing ends it; -1 otherwise.
    int unended() {
        return unended ? lastLine : -1;
    }

    /// The next line with text; the last line after the last of them.
    int next(int line) {
        return nextText[line];
    }

    /// The line in which a block ends, and the next one with text.
    List<Integer> ends(Range block) {
        return List.of(block.last(), nextText[block.last()]);
    }

    /// From a line to the end of the file.
    Range toTheEnd(int line) {
        return new Range(line, lastLine);
    }

    /// Returns where a block ends that begins in a line and has no `{`: at the next `}` that closes
    /// nothing; the line itself when there is none.
    int endWithoutBrace(int line) {
        return strays.stream().filter(stray -> stray > line).findFirst().orElse(line);
    }

    /// The last line of the outermost block around a line; the line itself outside of all.
    int outermostEnd(int line) {
        int end = line;
        for (Range range : ranges) {
            if (range.contains(line)) {
                end = Math.max(end, range.last());
            }
        }
        return end;
    }
}
