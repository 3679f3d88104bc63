package dev.upkeep.config.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The output of keepalived about one configuration.
///
/// @param verdict the class of its exit status
/// @param complaints by line of the file; messages without a line are left out
record Oracle(Verdict verdict, TreeMap<Integer, List<String>> complaints) {

    private static final Pattern LINE = Pattern.compile("^\\((?:FILE: )?Line (\\d+)\\) (.*)$");

    /// Classes of exit statuses.
    enum Verdict {
        /// Nothing to report.
        CLEAN,
        /// Something was reported.
        REPORTED,
        /// A script that others may change.
        SECURITY,
        /// keepalived crashed or hung: anything will do, as long as we end.
        CRASHED;

        static Verdict of(int status) {
            return switch (status) {
                case 0 -> CLEAN;
                case 2, 4, 5 -> REPORTED;
                case 6 -> SECURITY;
                default -> CRASHED;
            };
        }
    }

    static Oracle read(int status, Path log) throws IOException {
        TreeMap<Integer, List<String>> complaints = new TreeMap<>();
        if (Files.exists(log)) {
            for (String message : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
                Matcher line = LINE.matcher(message);
                if (line.matches()) {
                    complaints
                            .computeIfAbsent(Integer.valueOf(line.group(1)), n -> new ArrayList<>())
                            .add(line.group(2));
                }
            }
        }
        return new Oracle(Verdict.of(status), complaints);
    }
}
