package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `garp_extra_if`: a period in seconds, and `all` for interfaces of addresses too.
///
/// @param minSeconds 1 where the keyword cannot switch off, 0 where it can
public record ExtraInterfaceType(int minSeconds)
        implements ValueType<ExtraInterfaceType.ExtraInterface> {

    /// A period, and whether it concerns interfaces of addresses too.
    ///
    /// @param period zero for off
    public record ExtraInterface(boolean all, Duration period) {}

    @Override
    public @Nullable ExtraInterface parse(Arguments in) {
        boolean all = in.accept("all");
        Word word = in.require("seconds");
        Long seconds = word == null ? null : Numbers.whole(in, word, minSeconds, 86400);
        return seconds == null ? null : new ExtraInterface(all, Duration.ofSeconds(seconds));
    }

    @Override
    public String syntax() {
        return "[all] <seconds " + minSeconds + "..86400>";
    }

    @Override
    public String format(ExtraInterface value) {
        return (value.all() ? "all " : "") + value.period().toSeconds();
    }
}
