package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `~SEQ(var, first, step, last) text`, `~SEQx(...)` and `~LST(var, value, ...) text`: a text that
/// is repeated with names defined to changing values.
///
/// @param names what is defined in each round
/// @param rounds how often
/// @param values of a list, one row per round; null for a sequence
/// @param textStart offset in the line where the repeated text begins
record Repetition(
        List<String> names,
        long rounds,
        long first,
        long step,
        boolean hexadecimal,
        @Nullable List<List<String>> values,
        int textStart) {

    /// Returns whether a line begins with a repetition at `offset`.
    static boolean startsIn(Text text, int offset) {
        return text.length() >= offset + 4
                && text.at(offset) == '~'
                && (matches(text, offset + 1, "SEQ") || matches(text, offset + 1, "LST"));
    }

    private static boolean matches(Text text, int offset, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text.at(offset + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The values of `names` in a round, in the same order.
    List<String> round(long round) {
        if (values != null) {
            return values.get((int) round);
        }
        long value = first + round * step;
        return List.of(hexadecimal ? Long.toHexString(value) : Long.toString(value));
    }

    /// Takes the head of a line apart.
    ///
    /// @param head from `~` to the closing parenthesis, definitions replaced
    /// @param textStart where the repeated text begins in the line
    /// @throws BadRepetition when it has another form
    static Repetition parse(String head, int textStart) throws BadRepetition {
        int open = head.indexOf('(');
        String kind = head.substring(0, open).strip();
        List<String> parts = split(head.substring(open + 1, head.length() - 1));
        if (parts.size() < 2) {
            throw new BadRepetition("a variable and at least one value are needed");
        }
        return switch (kind) {
            case "~SEQ" -> sequence(parts, false, textStart);
            case "~SEQx" -> sequence(parts, true, textStart);
            case "~LST" -> list(parts, textStart);
            default -> throw new BadRepetition("'" + kind + "' is not ~SEQ, ~SEQx or ~LST");
        };
    }

    /// Splits at commas outside braces and trims the parts.
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean braced = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                braced = true;
            } else if (c == '}') {
                braced = false;
            } else if (c == ',' && !braced) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static Repetition sequence(List<String> parts, boolean hex, int textStart)
            throws BadRepetition {
        if (parts.size() > 4) {
            throw new BadRepetition("at most a variable and three numbers can be given");
        }
        long last = number(parts.getLast());
        long first = parts.size() > 2 ? number(parts.get(1)) : last < 0 ? -1 : 1;
        long step = parts.size() > 3 ? number(parts.get(2)) : last < first ? -1 : 1;
        if (step == 0 || (last - first) * Long.signum(step) < 0) {
            throw new BadRepetition(
                    "step " + step + " does not lead from " + first + " to " + last);
        }
        if (hex && (first < 0 || last < 0)) {
            throw new BadRepetition("~SEQx counts no negative numbers");
        }
        long rounds = (last - first) / step + 1;
        return new Repetition(
                List.of(name(parts.getFirst())), rounds, first, step, hex, null, textStart);
    }

    private static Repetition list(List<String> parts, int textStart) throws BadRepetition {
        List<String> names = new ArrayList<>();
        for (String name : members(parts.getFirst())) {
            names.add(name(name));
        }
        List<List<String>> rows = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            List<String> row = new ArrayList<>(members(part));
            if (row.size() > names.size()) {
                throw new BadRepetition("'" + part + "' has more values than there are variables");
            }
            while (row.size() < names.size()) {
                row.add("");
            }
            rows.add(row);
        }
        return new Repetition(List.copyOf(names), rows.size(), 0, 0, false, rows, textStart);
    }

    /// The members of `{a, b}`, or the text itself.
    private static List<String> members(String text) throws BadRepetition {
        List<String> members = new ArrayList<>();
        if (text.startsWith("{") && text.endsWith("}") && text.length() > 1) {
            for (String member : text.substring(1, text.length() - 1).split(",", -1)) {
                members.add(member.strip());
            }
        } else {
            members.add(text);
        }
        for (String member : members) {
            for (int i = 0; i < member.length(); i++) {
                if (Characters.blank(member.charAt(i))) {
                    throw new BadRepetition("'" + member + "' has a blank inside");
                }
            }
        }
        return members;
    }

    private static String name(String text) throws BadRepetition {
        for (int i = 0; i < text.length(); i++) {
            if (!Characters.namePart(text.charAt(i))) {
                throw new BadRepetition("'" + text + "' is not a name for a variable");
            }
        }
        if (text.isEmpty()) {
            throw new BadRepetition("the variable has no name");
        }
        return text;
    }

    /// Decimal, `0octal` or `0xhexadecimal`, at most 32 bits.
    private static long number(String text) throws BadRepetition {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new BadRepetition("'" + text + "' is not a number", e);
        }
    }

    /// The repetition has not the form it should have; the message says why.
    static final class BadRepetition extends Exception {
        private static final long serialVersionUID = 1;

        BadRepetition(String message) {
            super(message);
        }

        BadRepetition(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
