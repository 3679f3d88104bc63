package dev.upkeep.app.control;

import dev.upkeep.net.PrintableText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of a daemon: lines, and a last one that says whether it did what was asked.
///
/// @param error null when it did; one line
public record Answer(List<String> lines, @Nullable String error) {

    private static final String OK = "ok";
    private static final String ERROR = "error: ";

    public Answer {
        lines = List.copyOf(lines);
    }

    /// It is done.
    public static Answer done(List<String> lines) {
        return new Answer(lines, null);
    }

    /// Nothing was done.
    public static Answer refused(String reason) {
        return new Answer(List.of(), reason);
    }

    /// As it goes over the socket.
    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> append(text, line));
        append(text, error == null ? OK : ERROR + error);
        return text.toString();
    }

    /// A request may have put an end of line into a name, and a server into its answer.
    private static void append(StringBuilder text, String line) {
        text.append(PrintableText.of(line)).append('\n');
    }

    /// Reads what came over the socket.
    ///
    /// @return null when it is not whole
    static @Nullable Answer parse(String text) {
        List<String> all = text.lines().toList();
        if (all.isEmpty() || !text.endsWith("\n")) {
            return null;
        }
        List<String> lines = all.subList(0, all.size() - 1);
        String last = all.getLast();
        if (last.startsWith(ERROR)) {
            return new Answer(lines, last.substring(ERROR.length()));
        }
        return last.equals(OK) ? done(lines) : null;
    }
}
