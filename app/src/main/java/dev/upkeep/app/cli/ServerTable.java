package dev.upkeep.app.cli;

import dev.upkeep.app.control.RequestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Lines of `key=value` words as a table, the keys of the first line as its heads. Pure.
final class ServerTable {

    private ServerTable() {}

    /// Returns the lines of the table; none for none.
    static List<String> of(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                words(lines.getFirst()).stream()
                        .map(word -> word.substring(0, Math.max(0, word.indexOf('='))))
                        .map(key -> key.toUpperCase(Locale.ROOT))
                        .toList());
        for (String line : lines) {
            rows.add(
                    words(line).stream()
                            .map(word -> RequestWord.decode(word.substring(word.indexOf('=') + 1)))
                            .toList());
        }
        int[] widths = widths(rows);
        return rows.stream().map(row -> row(row, widths)).toList();
    }

    /// Returns the lines as maps: numbers are numbers, `-` is null.
    static List<Map<String, @Nullable Object>> values(List<String> lines) {
        return lines.stream().map(ServerTable::map).toList();
    }

    private static Map<String, @Nullable Object> map(String line) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String word : words(line)) {
            int at = word.indexOf('=');
            map.put(
                    word.substring(0, Math.max(0, at)),
                    value(RequestWord.decode(word.substring(at + 1))));
        }
        return map;
    }

    private static @Nullable Object value(String text) {
        if (text.equals("-")) {
            return null;
        }
        if (text.matches("[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("[0-9]{1,15}[.][0-9]+") ? Double.valueOf(text) : text;
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < Math.min(widths.length, row.size()); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        IntStream.range(0, Math.min(widths.length, cells.size()))
                .forEach(i -> {
                    line.append(cells.get(i));
                    line.repeat(' ', widths[i] - cells.get(i).length() + 2);
                });
        return line.toString().stripTrailing();
    }
}
