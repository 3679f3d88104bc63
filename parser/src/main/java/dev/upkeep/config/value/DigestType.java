package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `digest`: an MD5 sum of 32 hexadecimal digits, kept in lower case.
public final class DigestType implements ValueType<String> {
    public static final DigestType DIGEST = new DigestType();

    private DigestType() {}

    @Override
    public @Nullable String parse(Arguments in) {
        Word word = in.require("an MD5 sum");
        if (word == null) {
            return null;
        }
        if (word.text().matches("[0-9a-fA-F]{32}")) {
            return word.text().toLowerCase(Locale.ROOT);
        }
        in.error(
                DiagnosticCode.DIGEST_INVALID,
                word,
                "'" + word.text() + "' is not an MD5 sum of 32 hexadecimal digits",
                "md5sum or genhash print one");
        return null;
    }

    @Override
    public String syntax() {
        return "<32 hex digits>";
    }

    @Override
    public String format(String value) {
        return value;
    }
}
