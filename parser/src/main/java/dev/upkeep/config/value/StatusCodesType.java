package dev.upkeep.config.value;

import dev.upkeep.config.model.Checker.StatusRange;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `status_code`: codes and ranges of codes, 100-599.
public final class StatusCodesType implements ValueType<List<StatusRange>> {
    public static final StatusCodesType STATUS_CODES = new StatusCodesType();

    private StatusCodesType() {}

    @Override
    public @Nullable List<StatusRange> parse(Arguments in) {
        List<StatusRange> ranges = new ArrayList<>();
        do {
            Word word = in.require("a status code");
            StatusRange range = word == null ? null : range(word.text());
            if (word != null && range == null) {
                in.error(
                        DiagnosticCode.STATUS_INVALID,
                        word,
                        "'" + word.text() + "' is not a status code or range within 100-599",
                        advice(word.text()));
            }
            if (range != null) {
                ranges.add(range);
            }
        } while (in.hasNext());
        return ranges.isEmpty() ? null : ranges;
    }

    /// For `2xx` and what is written with commas.
    private static @Nullable String advice(String text) {
        if (text.matches("[1-5][xX*]{2}")) {
            char hundred = text.charAt(0);
            return "write " + hundred + "00-" + hundred + "99";
        }
        return text.indexOf(',') >= 0 ? "blanks separate codes: " + text.replace(',', ' ') : null;
    }

    private static @Nullable StatusRange range(String text) {
        int dash = text.indexOf('-');
        int first = code(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : code(text.substring(dash + 1));
        return first < 0 || last < first ? null : new StatusRange(first, last);
    }

    private static int code(String text) {
        boolean digits = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int code = digits ? Integer.parseInt(text) : -1;
        return code >= 100 && code <= 599 ? code : -1;
    }

    @Override
    public String syntax() {
        return "<100..599>[-<100..599>] ..";
    }

    @Override
    public String format(List<StatusRange> value) {
        return value.stream()
                .map(r -> r.first() == r.last() ? "" + r.first() : r.first() + "-" + r.last())
                .collect(Collectors.joining(" "));
    }
}
