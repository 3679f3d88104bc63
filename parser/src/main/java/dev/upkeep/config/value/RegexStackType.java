package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `regex_stack`: first and largest size in bytes.
public final class RegexStackType implements ValueType<List<String>> {
    public static final RegexStackType STACK = new RegexStackType();

    private RegexStackType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        Word first = in.require("a first size");
        Long start = first == null ? null : Numbers.whole(in, first, 1, Integer.MAX_VALUE);
        Word second = start == null ? null : in.require("a largest size");
        Long most = second == null ? null : Numbers.whole(in, second, 1, Integer.MAX_VALUE);
        if (start == null || most == null || second == null) {
            return null;
        }
        if (most < start) {
            in.error(
                    DiagnosticCode.NUMBER_RANGE,
                    second,
                    most + " is less than the first size",
                    null);
            return null;
        }
        return List.of(start.toString(), most.toString());
    }

    @Override
    public String syntax() {
        return "<start bytes> <max bytes>";
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }
}
