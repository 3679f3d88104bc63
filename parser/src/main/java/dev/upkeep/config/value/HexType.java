package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Bytes as pairs of hexadecimal digits, blanks allowed between pairs; kept as lower case text.
///
/// @param wildcard true when `X` may stand for any digit and the digits may be left out
public record HexType(boolean wildcard) implements ValueType<String> {

    @Override
    public @Nullable String parse(Arguments in) {
        if (wildcard && !in.hasNext()) {
            return "";
        }
        StringBuilder digits = new StringBuilder();
        do {
            Word word = in.require("hexadecimal digits");
            if (word == null) {
                return null;
            }
            String legal = wildcard ? "[0-9a-fA-FxX]*" : "[0-9a-fA-F]*";
            for (String part : word.text().split("\\s+", -1)) {
                if (part.length() % 2 != 0 || !part.matches(legal)) {
                    in.error(
                            DiagnosticCode.HEX_INVALID,
                            word,
                            "'" + part + "' is not made of pairs of hexadecimal digits",
                            null);
                    return null;
                }
                digits.append(part.toLowerCase(Locale.ROOT).replace('x', 'X'));
            }
        } while (in.hasNext());
        return digits.toString();
    }

    @Override
    public String syntax() {
        return wildcard ? "[<hex digits, X for any>]" : "<hex digits>";
    }

    @Override
    public String format(String value) {
        return value;
    }
}
