package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `umask`: a number in C notation, or names of permission bits joined by `|`.
public final class UmaskType implements ValueType<Integer> {
    public static final UmaskType UMASK = new UmaskType();
    private static final Map<String, Integer> BITS =
            Map.ofEntries(
                    Map.entry("IRUSR", 0400),
                    Map.entry("IWUSR", 0200),
                    Map.entry("IXUSR", 0100),
                    Map.entry("IRWXU", 0700),
                    Map.entry("IRGRP", 040),
                    Map.entry("IWGRP", 020),
                    Map.entry("IXGRP", 010),
                    Map.entry("IRWXG", 070),
                    Map.entry("IROTH", 04),
                    Map.entry("IWOTH", 02),
                    Map.entry("IXOTH", 01),
                    Map.entry("IRWXO", 07));

    private UmaskType() {}

    @Override
    public @Nullable Integer parse(Arguments in) {
        Word word = in.require("a file mode mask");
        if (word == null) {
            return null;
        }
        if (!word.text().isEmpty() && Character.isDigit(word.text().charAt(0))) {
            Long mask = Numbers.anyBase(in, word, 0, 0777);
            return mask == null ? null : Integer.valueOf(mask.intValue());
        }
        StringBuilder rest = new StringBuilder(word.text());
        for (Word more = in.next(); more != null; more = in.next()) {
            rest.append(more.text());
        }
        int mask = 0;
        for (String name : rest.toString().split("\\|", -1)) {
            Integer bit = BITS.get(name.strip());
            if (bit == null) {
                in.error(
                        DiagnosticCode.UMASK_BIT,
                        word,
                        "does not know the bit '" + name.strip() + "'",
                        null);
                return null;
            }
            mask |= bit;
        }
        return mask;
    }

    @Override
    public String syntax() {
        return "<number: decimal, 0octal, 0xhex>|<bit>[|<bit>]..";
    }

    @Override
    public String format(Integer value) {
        return "0" + Integer.toOctalString(value);
    }
}
