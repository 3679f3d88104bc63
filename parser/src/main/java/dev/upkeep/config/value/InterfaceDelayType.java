package dev.upkeep.config.value;

import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A line of `interface_up_down_delays`.
public final class InterfaceDelayType implements ValueType<InterfaceDelay> {
    public static final InterfaceDelayType DELAY = new InterfaceDelayType();
    private static final SecondsType SECONDS = SecondsType.decimal("0", "255");

    private InterfaceDelayType() {}

    @Override
    public @Nullable InterfaceDelay parse(Arguments in) {
        Word word = in.peek();
        String name = InterfaceType.INTERFACE.parse(in);
        if (name != null && word != null && !in.hasNext()) {
            in.hint(
                    DiagnosticCode.ARGUMENT_NEEDED,
                    word,
                    name + " has no delay",
                    "add the seconds before a loss counts");
            return new InterfaceDelay(name, Duration.ZERO, Duration.ZERO);
        }
        Duration down = name == null ? null : SECONDS.parse(in);
        Duration up = in.hasNext() ? SECONDS.parse(in) : Duration.ZERO;
        return name == null || down == null || up == null
                ? null
                : new InterfaceDelay(name, down, up);
    }

    @Override
    public String syntax() {
        return "<interface> <down seconds 0..255> [<up seconds 0..255>]";
    }

    @Override
    public String format(InterfaceDelay value) {
        return Quote.word(value.interfaceName())
                + " "
                + SECONDS.format(value.down())
                + " "
                + SECONDS.format(value.up());
    }
}
