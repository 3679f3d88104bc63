package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// `init_file`: the number to write and whether to write it over what is there.
public final class InitFileType implements ValueType<InitFileType.InitFile> {
    public static final InitFileType INIT_FILE = new InitFileType();

    private InitFileType() {}

    public record InitFile(int value, boolean overwrite) {}

    @Override
    public @Nullable InitFile parse(Arguments in) {
        int value = 0;
        boolean overwrite = false;
        while (in.hasNext()) {
            Word word = in.next();
            if (word == null) {
                break;
            }
            if (word.text().equals("overwrite")) {
                overwrite = true;
                continue;
            }
            Long number = Numbers.whole(in, word, Integer.MIN_VALUE, Integer.MAX_VALUE);
            if (number == null) {
                return null;
            }
            value = number.intValue();
        }
        return new InitFile(value, overwrite);
    }

    @Override
    public String syntax() {
        return "[<number>] [overwrite]";
    }

    @Override
    public String format(InitFile value) {
        return value.value() + (value.overwrite() ? " overwrite" : "");
    }
}
