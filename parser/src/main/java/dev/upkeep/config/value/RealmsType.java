package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SystemView.RouteTable;
import dev.upkeep.config.source.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `realms [SOURCE/]DESTINATION`, names replaced by their numbers.
final class RealmsType implements ValueType<List<String>> {
    static final RealmsType REALMS = new RealmsType();

    private RealmsType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        Word word = in.require("a realm");
        if (word == null) {
            return null;
        }
        String[] parts = word.text().split("/", -1);
        StringBuilder numbers = new StringBuilder();
        for (String part : parts) {
            Integer number = in.system().routeNumber(RouteTable.REALMS, part);
            if (number == null && part.matches("[0-9]{1,5}")) {
                number = Integer.valueOf(part);
            }
            if (number == null || number > 65535 || parts.length > 2) {
                in.error(
                        DiagnosticCode.OPTION_VALUE,
                        word,
                        "'" + word.text() + "' is not a realm",
                        null);
                return null;
            }
            numbers.append(numbers.isEmpty() ? "" : "/").append(number);
        }
        return List.of(numbers.toString());
    }

    @Override
    public String syntax() {
        return "[<source>/]<destination>";
    }

    @Override
    public String format(List<String> value) {
        return value.getFirst();
    }
}
