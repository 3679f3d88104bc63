package dev.upkeep.config.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A keyword, or an option of a line, and the smallest legal file that uses it.
///
/// @param path of the keyword in the schema; behind that path, `/LINE/OPTION` or a variant
/// @param statements what the file adds to the context of the block, `;` between lines; `without
///   WORD` leaves the line that begins with WORD out of the context
/// @param text the whole file
record KeywordRow(String path, String statements, String text) {
    static final Path DIRECTORY = Path.of("src/test/resources/keyword-rows");
    private static final String WITHOUT = "without ";

    /// All rows of `rows.tsv`.
    ///
    /// @param module the directory of this module
    static List<KeywordRow> all(Path module) throws IOException {
        Map<String, List<String>> contexts = contexts(module.resolve(DIRECTORY));
        List<KeywordRow> rows = new ArrayList<>();
        for (String line : Files.readAllLines(module.resolve(DIRECTORY).resolve("rows.tsv"))) {
            int tab = line.indexOf('\t');
            String path = line.substring(0, tab);
            String statements = line.substring(tab + 1);
            rows.add(new KeywordRow(path, statements, text(context(path, contexts), statements)));
        }
        return rows;
    }

    private static Map<String, List<String>> contexts(Path directory) throws IOException {
        Map<String, List<String>> contexts = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("contexts.txt"))) {
            if (line.startsWith("=")) {
                current = new ArrayList<>();
                contexts.put(line.substring(1).strip(), current);
            } else if (!line.startsWith("#")) {
                current.add(line);
            }
        }
        return contexts;
    }

    /// The context of the innermost block on the way to a keyword.
    private static List<String> context(String path, Map<String, List<String>> contexts) {
        String block = path;
        while (true) {
            block = block.substring(0, Math.max(block.lastIndexOf('/'), 0));
            List<String> context = contexts.get(block);
            if (context != null) {
                return context;
            }
        }
    }

    private static String text(List<String> context, String statements) {
        Set<String> replaced = new HashSet<>();
        List<String> added = new ArrayList<>();
        int depth = 0;
        for (String statement : statements.split(" ; ", -1)) {
            if (statement.startsWith(WITHOUT)) {
                replaced.add(statement.substring(WITHOUT.length()));
                continue;
            }
            added.add(statement);
            if (depth == 0) {
                replaced.add(firstWord(statement));
            }
            depth += (statement.endsWith("{") ? 1 : 0) - (statement.equals("}") ? 1 : 0);
        }
        StringBuilder text = new StringBuilder();
        for (String line : context) {
            if (line.strip().equals("*")) {
                String indent = line.substring(0, line.indexOf('*'));
                added.forEach(each -> text.append(indent).append(each).append('\n'));
            } else if (line.endsWith("{") || !replaced.contains(firstWord(line))) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private static String firstWord(String line) {
        return line.strip().split(" ", 2)[0];
    }
}
