package dev.upkeep.config.syntax;

import java.util.EnumSet;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// The sets of checks that the include keywords and `include_check` name.
final class IncludeChecks {

    private IncludeChecks() {}

    /// Returns the checks of `include` and its variants; null for any other word.
    static @Nullable Set<IncludeCheck> variant(String word) {
        return switch (word) {
            case "include" -> EnumSet.noneOf(IncludeCheck.class);
            case "includer" -> implied(IncludeCheck.READABLE);
            case "includem" -> implied(IncludeCheck.MATCH);
            case "includew" -> implied(IncludeCheck.WILDCARD_MATCH);
            case "includeb" -> implied(IncludeCheck.BRACE_MATCH);
            case "includea" -> EnumSet.allOf(IncludeCheck.class);
            default -> null; // an ordinary word
        };
    }

    /// Applies `include_check WORDS` to the current set. A word with `+` or `-` changes the set,
    /// and so do those after it; without words all checks are on. What is wrong with the words is
    /// the schema's to say.
    static Set<IncludeCheck> keyword(String words, Set<IncludeCheck> current) {
        StringTokenizer each = new StringTokenizer(words);
        if (!each.hasMoreTokens()) {
            return EnumSet.allOf(IncludeCheck.class);
        }
        Set<IncludeCheck> checks = EnumSet.noneOf(IncludeCheck.class);
        boolean first = true;
        boolean remove = false;
        while (each.hasMoreTokens()) {
            String word = each.nextToken();
            boolean signed = word.startsWith("+") || word.startsWith("-");
            if (signed) {
                remove = word.startsWith("-");
            }
            if (signed && first) {
                checks.addAll(current);
            }
            first = false;
            IncludeCheck check = check(signed ? word.substring(1) : word);
            if (check != null && remove) {
                checks.remove(check);
            } else if (check != null) {
                checks.addAll(implied(check));
            }
        }
        return checks;
    }

    private static @Nullable IncludeCheck check(String word) {
        return switch (word) {
            case "read", "readable" -> IncludeCheck.READABLE;
            case "match" -> IncludeCheck.MATCH;
            case "wildcard_match" -> IncludeCheck.WILDCARD_MATCH;
            case "brace_match" -> IncludeCheck.BRACE_MATCH;
            default -> null; // not a check
        };
    }

    /// A check and those it brings with it.
    private static Set<IncludeCheck> implied(IncludeCheck check) {
        return switch (check) {
            case READABLE -> EnumSet.of(check);
            case MATCH, BRACE_MATCH -> EnumSet.of(check, IncludeCheck.READABLE);
            case WILDCARD_MATCH -> EnumSet.of(check, IncludeCheck.READABLE, IncludeCheck.MATCH);
        };
    }
}
