package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `via [inet|inet6] ADDRESS`; the family word is left out, the address implies it.
final class ViaType implements ValueType<List<String>> {
    static final ViaType VIA = new ViaType();

    private ViaType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        if (!in.accept("inet")) {
            in.accept("inet6");
        }
        Word word = in.require("a gateway");
        IpAddress address = word == null ? null : AddressType.read(in, word);
        return address == null ? null : List.of(address.toString());
    }

    @Override
    public String syntax() {
        return "[inet|inet6] <IP address>";
    }

    @Override
    public String format(List<String> value) {
        return value.getFirst();
    }
}
