package dev.upkeep.config.value;

import dev.upkeep.config.model.NotifyFifos.Fifo;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// The path of a FIFO and perhaps its owner.
public final class FifoType implements ValueType<Fifo> {
    public static final FifoType FIFO = new FifoType();

    private FifoType() {}

    @Override
    public @Nullable Fifo parse(Arguments in) {
        Word path = in.require("a path");
        if (path == null) {
            return null;
        }
        return new Fifo(path.text(), in.hasNext() ? UserType.USER.parse(in) : null, null);
    }

    @Override
    public String syntax() {
        return "<path> [<user> [<group>|:[<group>]]]";
    }

    @Override
    public String format(Fifo value) {
        String path = Quote.word(value.path());
        return value.owner() == null ? path : path + " " + UserType.USER.format(value.owner());
    }
}
