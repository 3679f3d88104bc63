package dev.upkeep.config.value;

import dev.upkeep.config.model.Linkbeat;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import org.jspecify.annotations.Nullable;

/// A line of `linkbeat_interfaces`.
public final class LinkbeatType implements ValueType<Linkbeat> {
    public static final LinkbeatType LINKBEAT = new LinkbeatType();
    private static final ChoiceType<Linkbeat.Type> TYPES =
            ChoiceType.choice(
                    Linkbeat.Type.class,
                    "MII",
                    Linkbeat.Type.MII,
                    "ETHTOOL",
                    Linkbeat.Type.ETHTOOL,
                    "IOCTL",
                    Linkbeat.Type.IOCTL);

    private LinkbeatType() {}

    @Override
    public @Nullable Linkbeat parse(Arguments in) {
        String name = InterfaceType.INTERFACE.parse(in);
        if (name == null) {
            return null;
        }
        return new Linkbeat(name, in.hasNext() ? TYPES.parse(in) : null);
    }

    @Override
    public String syntax() {
        return "<interface> [MII|ETHTOOL|IOCTL]";
    }

    @Override
    public String format(Linkbeat value) {
        String name = Quote.word(value.interfaceName());
        return value.type() == null ? name : name + " " + TYPES.format(value.type());
    }
}
