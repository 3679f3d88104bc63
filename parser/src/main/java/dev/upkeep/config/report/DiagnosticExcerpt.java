package dev.upkeep.config.report;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.syntax.PhysicalLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A diagnostic for people: the line of [DiagnosticLine] in parts, the source line, and a caret
/// below the word. Reads the files again to quote them; a file that has changed meanwhile is quoted
/// as it is now. Findings should come in order: the file is then read once.
///
/// ```
/// keepalived.conf:12:23: error: virtual_router_id 300 is outside 1-255 [vrrp.vrid-range]
///     virtual_router_id 300
///                       ^
///   pick an unused id
/// ```
public final class DiagnosticExcerpt implements AutoCloseable {

    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String CYAN = "\u001b[36m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colour;
    private @Nullable String file;
    private @Nullable InputStream in;
    private @Nullable PhysicalLines lines;

    /// @param colour whether to write escape sequences of a terminal
    public DiagnosticExcerpt(boolean colour) {
        this.colour = colour;
    }

    /// Returns the text, lines separated and ended by line feeds.
    public String of(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder(200);
        SourceLocation where = diagnostic.where();
        out.append(paint(BOLD, where.toString())).append(": ");
        out.append(paint(colour(diagnostic.severity()), DiagnosticLine.severity(diagnostic)));
        out.append(": ");
        DiagnosticLine.printable(diagnostic.message(), out);
        out.append(" [").append(diagnostic.code().id()).append("]\n");
        if (where.line() > 0) {
            quote(where, out);
        }
        String hint = diagnostic.hint();
        if (hint != null) {
            StringBuilder text = new StringBuilder("  ");
            DiagnosticLine.printable(hint, text);
            out.append(paint(CYAN, text.toString())).append('\n');
        }
        StringBuilder way = new StringBuilder();
        DiagnosticLine.way(where, way, "\n  ");
        if (!way.isEmpty()) {
            out.append(way, 1, way.length()).append('\n');
        }
        return out.toString();
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case FATAL, ERROR, SECURITY -> RED;
            case WARNING -> YELLOW;
            case HINT -> CYAN;
        };
    }

    private String paint(String sequence, String text) {
        return colour ? sequence + text + PLAIN : text;
    }

    /// Appends the source line without its indentation, and the caret.
    private void quote(SourceLocation where, StringBuilder out) {
        PhysicalLines found = seek(where.source().name(), where.line());
        if (found == null || found.length == 0) {
            return;
        }
        int start = 0;
        while (start < found.length && Characters.blank(found.text[start])) {
            start++;
        }
        StringBuilder text = new StringBuilder();
        StringBuilder caret = new StringBuilder("    ");
        for (int i = start; i < found.length; i++) {
            char c = found.text[i] == '\t' ? ' ' : found.text[i];
            int before = text.length();
            DiagnosticLine.printable(String.valueOf(c), text);
            if (i < where.column() - 1) {
                caret.append(" ".repeat(text.length() - before));
            }
        }
        out.append("    ").append(text).append('\n');
        if (where.column() - 1 >= start) {
            out.append(caret).append(paint(RED, "^")).append('\n');
        }
    }

    /// Goes to a line of a file; null when there is no such line (any more).
    private @Nullable PhysicalLines seek(String name, int line) {
        try {
            PhysicalLines current = lines;
            if (current == null || !name.equals(file) || current.number > line) {
                close();
                InputStream opened = Files.newInputStream(Path.of(name));
                in = opened;
                current = new PhysicalLines(opened);
                lines = current;
                file = name;
            }
            while (current.number < line) {
                if (!current.next()) {
                    return null;
                }
            }
            return current;
        } catch (IOException | InvalidPathException gone) {
            lines = null; // the finding stands without its quotation
            return null;
        }
    }

    /// Closes the file that was quoted last.
    @Override
    public void close() {
        InputStream opened = in;
        in = null;
        lines = null;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // reading is over; this does not happen to files
        }
    }
}
