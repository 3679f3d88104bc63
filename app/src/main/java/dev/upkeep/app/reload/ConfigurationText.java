package dev.upkeep.app.reload;

import dev.upkeep.app.reload.ConfiguredItem.Text;
import java.util.ArrayList;
import java.util.List;

/// The words of configuration files, line by line, without comments; a brace ends a line, too.
/// Definitions are not expanded.
final class ConfigurationText {
    private final List<List<String>> lines = new ArrayList<>();
    private boolean expanded;

    /// Adds the text of a file.
    void add(String text) {
        for (String line : text.split("[\\r\\n]", -1)) {
            StringBuilder piece = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == '#' || c == '!')) {
                    break;
                } else if (!quoted && (c == '{' || c == '}') && !definition(piece)) {
                    end(piece);
                } else {
                    piece.append(c);
                }
            }
            end(piece);
        }
    }

    /// Whether the brace belongs to the use of a definition, `${NAME}`.
    private static boolean definition(StringBuilder piece) {
        int dollar = piece.lastIndexOf("$");
        return dollar >= 0 && piece.substring(dollar).matches("\\$\\w*");
    }

    private void end(StringBuilder piece) {
        String text = piece.toString().strip();
        piece.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        lines.add(List.of(text.split("\\s+")));
        expanded |= text.startsWith("~") || text.indexOf('$', 1) > 0;
    }

    /// Whether there is nothing but comments.
    boolean isBlank() {
        return lines.isEmpty();
    }

    /// Whether words come from definitions or repetitions, so that not all of them can be seen.
    boolean isExpanded() {
        return expanded;
    }

    /// On how many lines the words stand. A prefix length does not count.
    int count(Text text) {
        int found = 0;
        for (List<String> line : lines) {
            if (stands(text, line)) {
                found++;
            }
        }
        return found;
    }

    private static boolean stands(Text text, List<String> line) {
        if (line.size() < text.position() + text.words().size()) {
            return false;
        }
        for (int i = 0; i < text.words().size(); i++) {
            String word = line.get(text.position() + i);
            int slash = word.indexOf('/');
            if (!text.words().get(i).equals(slash < 0 ? word : word.substring(0, slash))) {
                return false;
            }
        }
        return true;
    }
}
