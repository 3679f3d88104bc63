package dev.upkeep.config.value;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// `use_ipvlan`: name, address, mode and group, in any order.
public final class IpvlanType implements ValueType<Ipvlan> {
    public static final IpvlanType IPVLAN = new IpvlanType();

    private IpvlanType() {}

    @Override
    public @Nullable Ipvlan parse(Arguments in) {
        String name = null;
        Prefix address = null;
        Ipvlan.Mode mode = Ipvlan.Mode.BRIDGE;
        String group = null;
        while (in.hasNext()) {
            Word word = in.next();
            if (word == null) {
                break;
            }
            switch (word.text()) {
                case "name" -> name = InterfaceType.INTERFACE.parse(in);
                case "bridge" -> mode = Ipvlan.Mode.BRIDGE;
                case "private" -> mode = Ipvlan.Mode.PRIVATE;
                case "vepa" -> mode = Ipvlan.Mode.VEPA;
                case "group" -> {
                    Word given = in.require("an interface group");
                    group = given == null ? null : given.text();
                }
                default -> {
                    Prefix prefix = Prefix.tryRead(word.text());
                    if (prefix == null) {
                        name = InterfaceType.read(in, word);
                    } else {
                        address = prefix;
                    }
                }
            }
        }
        IpAddress ip = address == null ? null : address.address();
        return new Ipvlan(name, ip, address == null ? 0 : address.length(), mode, group);
    }

    @Override
    public String syntax() {
        return "[[name] <interface>] [<address>[/<length>]] [bridge|private|vepa] [group <group>]";
    }

    @Override
    public String format(Ipvlan value) {
        StringBuilder out = new StringBuilder();
        if (value.name() != null) {
            out.append("name ").append(Quote.word(value.name())).append(' ');
        }
        if (value.address() != null) {
            out.append(value.address()).append('/').append(value.prefixLength()).append(' ');
        }
        out.append(
                switch (value.mode()) {
                    case BRIDGE -> "bridge";
                    case PRIVATE -> "private";
                    case VEPA -> "vepa";
                });
        if (value.group() != null) {
            out.append(" group ").append(Quote.word(value.group()));
        }
        return out.toString();
    }
}
