package dev.upkeep.config.value;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A script that may be left out: the bare keyword gives one without a command.
public final class OptionalScriptType implements ValueType<Script> {
    /// The value of the bare keyword.
    public static final Script NONE = new Script("", List.of(), null);

    @Override
    public @Nullable Script parse(Arguments in) {
        return in.hasNext() ? ScriptType.SCRIPT.parse(in) : NONE;
    }

    @Override
    public String syntax() {
        return "[" + ScriptType.SCRIPT.syntax() + "]";
    }

    @Override
    public String format(Script value) {
        return value.equals(NONE) ? "" : ScriptType.SCRIPT.format(value);
    }
}
