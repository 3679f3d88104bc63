package dev.upkeep.app.status;

import java.util.List;

/// A table for a terminal. Where its lines do not fit, each row becomes a list of heads and cells.
final class TextTable {

    private static final int GAP = 2;

    private TextTable() {}

    /// Returns the lines, each with its end.
    ///
    /// @param columns how wide lines may be
    static String of(List<String> heads, List<List<String>> rows, int columns, TextStyle style) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TextStyle.width(heads.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], TextStyle.width(row.get(i)));
            }
        }
        int total = -GAP;
        for (int width : widths) {
            total += width + GAP;
        }
        return total <= columns ? wide(heads, rows, widths) : narrow(heads, rows, style);
    }

    private static String wide(List<String> heads, List<List<String>> rows, int[] widths) {
        StringBuilder out = new StringBuilder();
        append(out, heads, widths);
        rows.forEach(row -> append(out, row, widths));
        return out.toString();
    }

    private static void append(StringBuilder out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).repeat(' ', widths[i] - TextStyle.width(cells.get(i)) + GAP);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /// The first two cells on a line, the others below it.
    private static String narrow(List<String> heads, List<List<String>> rows, TextStyle style) {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            String first = row.getFirst();
            String indent = " ".repeat(first.length() - first.stripLeading().length());
            out.append(indent)
                    .append(style.strong(first.strip()))
                    .append("  ")
                    .append(row.get(1))
                    .append('\n');
            for (int i = 2; i < row.size(); i++) {
                if (!row.get(i).equals("-")) {
                    out.append(indent)
                            .append("  ")
                            .append(heads.get(i).strip())
                            .append(' ')
                            .append(row.get(i))
                            .append('\n');
                }
            }
        }
        return out.toString();
    }
}
