package dev.upkeep.app.reload;

import dev.upkeep.app.reload.ConfiguredItem.Text;
import java.util.List;

/// The words of a configuration, line by line, definitions and repetitions expanded.
final class ConfigurationText {
    private final List<List<String>> lines;
    private final boolean unresolved;

    ConfigurationText(List<List<String>> lines) {
        this.lines = lines;
        unresolved =
                lines.stream()
                        .anyMatch(line -> line.stream().anyMatch(word -> word.startsWith("$")));
    }

    /// Returns whether there is nothing but comments.
    boolean isBlank() {
        return lines.isEmpty();
    }

    /// Returns whether a word is a definition that is not there, so that what it stands for cannot
    /// be seen.
    boolean isUnresolved() {
        return unresolved;
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
