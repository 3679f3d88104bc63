package dev.upkeep.config.syntax;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// File patterns as `glob(3)` understands them with `GLOB_BRACE`: `*`, `?`, `[set]`, `{a,b}`, and
/// `\` before a character that is meant literally.
final class Glob {

    /// Alternatives a pattern may expand to; more is a mistake.
    private static final int MAX_ALTERNATIVES = 4096;

    /// Directory entries one pattern looks at; `/*/*/*/*` must not read the whole file system.
    private static final int MAX_ENTRIES = 100_000;

    private final Path base;
    private int entries;

    private Glob(Path base) {
        this.base = base;
    }

    /// The files of a pattern.
    ///
    /// @param files names in the form of the pattern: relative to the directory when it is
    ///   relative; in order of the alternatives, each sorted
    /// @param missing the alternatives without a file
    /// @param braces whether the pattern had alternatives
    record Matches(List<String> files, List<Missing> missing, boolean braces) {}

    /// An alternative that matches nothing.
    ///
    /// @param wildcard whether it had wildcards
    record Missing(String pattern, boolean wildcard) {}

    /// Finds the files of a pattern.
    ///
    /// @param directory what a relative pattern is relative to
    static Matches find(String pattern, Path directory) {
        List<String> alternatives = new ArrayList<>();
        alternatives(pattern, alternatives);
        List<String> files = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Glob glob = new Glob(directory);
        for (String alternative : alternatives) {
            boolean wild = wild(alternative);
            List<String> found = new ArrayList<>();
            if (wild) {
                boolean absolute = alternative.startsWith("/");
                String rest = absolute ? alternative.substring(1) : alternative;
                glob.collect(absolute ? "/" : "", rest, found);
                found.sort(null);
            } else {
                String name = literal(alternative);
                if (exists(directory, name)) {
                    found.add(name);
                }
            }
            if (found.isEmpty()) {
                missing.add(new Missing(alternative, wild));
            }
            files.addAll(found);
        }
        return new Matches(files, missing, alternatives.size() > 1);
    }

    private void collect(String prefix, String pattern, List<String> found) {
        int slash = pattern.indexOf('/');
        String first = slash < 0 ? pattern : pattern.substring(0, slash);
        String rest = slash < 0 ? null : pattern.substring(slash + 1);
        if (!wild(first)) {
            step(prefix + literal(first), rest, found);
            return;
        }
        Path directory = resolve(base, prefix);
        if (directory == null) {
            return;
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path entry : all) {
                if (++entries > MAX_ENTRIES) {
                    break;
                }
                String name = entry.getFileName().toString();
                boolean hidden = name.startsWith(".") && !first.startsWith(".");
                if (!hidden && matches(first, name)) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return; // as glob(3) without GLOB_ERR: nothing matches there
        }
        names.sort(null);
        for (String name : names) {
            step(prefix + name, rest, found);
        }
    }

    private void step(String name, @Nullable String rest, List<String> found) {
        if (rest == null) {
            if (exists(base, name)) {
                found.add(name);
            }
        } else {
            collect(name + "/", rest, found);
        }
    }

    private static boolean exists(Path directory, String name) {
        Path path = resolve(directory, name);
        return path != null && !name.isEmpty() && Files.exists(path);
    }

    /// Returns the path of a name, or null when no file can have that name.
    static @Nullable Path resolve(Path directory, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException noName) {
            return null;
        }
    }

    private static boolean wild(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || (c == '[' && pattern.indexOf(']', i) > 0)) {
                return true;
            }
        }
        return false;
    }

    private static String literal(String pattern) {
        if (pattern.indexOf('\\') < 0) {
            return pattern;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                i++;
            }
            name.append(pattern.charAt(i));
        }
        return name.toString();
    }

    /// Expands the first brace expression and, for each alternative, the others.
    private static void alternatives(String pattern, List<String> into) {
        List<String> work = new ArrayList<>();
        work.add(pattern);
        while (!work.isEmpty() && into.size() < MAX_ALTERNATIVES) {
            String next = work.removeLast();
            int[] braces = firstBraces(next);
            if (braces.length == 0 || work.size() > MAX_ALTERNATIVES) {
                into.add(next);
                continue;
            }
            String head = next.substring(0, braces[0]);
            String tail = next.substring(braces[braces.length - 1] + 1);
            for (int i = braces.length - 1; i > 0; i--) { // last first: the stack turns them round
                work.add(head + next.substring(braces[i - 1] + 1, braces[i]) + tail);
            }
        }
    }

    /// Offsets of the first `{`, of the commas at its level, and of its `}`; empty without a pair.
    /// `{}` is no pair (as in the shell).
    private static int[] firstBraces(String text) {
        for (int start = 0; start < text.length(); start++) {
            char c = text.charAt(start);
            if (c == '\\') {
                start++;
            } else if (c == '{') {
                int[] pair = braces(text, start);
                if (pair.length > 0) {
                    return pair;
                }
            }
        }
        return new int[0];
    }

    private static int[] braces(String text, int start) {
        List<Integer> marks = new ArrayList<>();
        marks.add(start);
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case ',' -> {
                    if (depth == 1) {
                        marks.add(i);
                    }
                }
                case '}' -> {
                    if (--depth == 0) {
                        marks.add(i);
                        int[] result = new int[marks.size()];
                        for (int m = 0; m < result.length; m++) {
                            result[m] = marks.get(m);
                        }
                        return i == start + 1 ? new int[0] : result;
                    }
                }
                default -> {} // an ordinary character
            }
        }
        return new int[0];
    }

    /// Returns whether a name matches a pattern without slashes; time is bounded by their product.
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            int next = p < pattern.length() ? one(pattern, p, name.charAt(n)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = n;
            } else if (next >= 0) {
                p = next;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /// Matches one character; the offset after the pattern element, or -1.
    private static int one(String pattern, int p, char c) {
        char element = pattern.charAt(p);
        if (element == '?') {
            return p + 1;
        }
        if (element == '[') {
            int close = pattern.indexOf(']', p + 2);
            if (close > 0) {
                return inSet(pattern, p + 1, close, c) ? close + 1 : -1;
            }
        }
        if (element == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == c ? p + 2 : -1;
        }
        return element == c ? p + 1 : -1;
    }

    private static boolean inSet(String pattern, int start, int close, char c) {
        boolean negated = pattern.charAt(start) == '!' || pattern.charAt(start) == '^';
        boolean found = false;
        int i = negated ? start + 1 : start;
        while (i < close) {
            char low = pattern.charAt(i);
            boolean range = i + 2 < close && pattern.charAt(i + 1) == '-';
            char high = range ? pattern.charAt(i + 2) : low;
            found |= c >= low && c <= high;
            i += range ? 3 : 1;
        }
        return found != negated;
    }
}
