package dev.upkeep.config.schema;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds the keyword somebody probably meant.
public final class Spelling {
    private Spelling() {}

    /// The nearest keyword of the block, or null when none is near: one edit (insertion, deletion,
    /// change or swap of neighbours) is allowed for each four letters, at least one. Case does not
    /// count, nor does `-` against `_`.
    public static @Nullable String nearest(String word, BlockSchema<?> schema) {
        return nearest(
                word,
                schema.nodes().stream()
                        .filter(node -> node.info().writeInstead() == null)
                        .map(Node::name)
                        .toList());
    }

    /// Returns the likely fix for a word that is none of these, or null when none is near.
    public static @Nullable String didYouMean(String word, Collection<String> candidates) {
        String near = nearest(word, candidates);
        return near == null ? null : "did you mean " + near + "?";
    }

    /// Returns the nearest of some words, or null when none is near.
    public static @Nullable String nearest(String word, Collection<String> candidates) {
        String best = null;
        int bestDistance = Math.max(1, word.length() / 4) + 1;
        for (String candidate : candidates) {
            int distance = distance(fold(word), fold(candidate), bestDistance);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static String fold(String word) {
        return word.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
    }

    /// Edits from `a` to `b` (optimal string alignment); any number from `limit` on means "too
    /// far".
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(cost, before[j - 2] + 1) : cost;
            }
            int[] oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[b.length()];
    }
}
