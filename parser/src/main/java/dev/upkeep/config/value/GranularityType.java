package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.Ipv4Address;
import org.jspecify.annotations.Nullable;

/// `persistence_granularity`: a dotted netmask for IPv4, a prefix length for IPv6.
public final class GranularityType implements ValueType<GranularityType.Granularity> {
    public static final GranularityType GRANULARITY = new GranularityType();

    private GranularityType() {}

    /// A prefix length and the family it belongs to.
    ///
    /// @param prefix 1-32 or 1-128
    public record Granularity(Family family, int prefix) {}

    @Override
    public @Nullable Granularity parse(Arguments in) {
        Word word = in.require("a netmask or a prefix length");
        if (word == null) {
            return null;
        }
        if (word.text().indexOf('.') < 0) {
            Long prefix = Numbers.whole(in, word, 1, 128);
            return prefix == null ? null : new Granularity(Family.INET6, prefix.intValue());
        }
        if (AddressType.tryRead(word.text()) instanceof Ipv4Address(int mask)) {
            int prefix = Integer.bitCount(mask);
            if (prefix > 0 && mask == -1 << (32 - prefix)) {
                return new Granularity(Family.INET, prefix);
            }
        }
        in.error(
                DiagnosticCode.NETMASK_INVALID,
                word,
                "'" + word.text() + "' is not a netmask",
                "write one like 255.255.255.0");
        return null;
    }

    @Override
    public String syntax() {
        return "<IPv4 netmask>|<prefix 1..128>";
    }

    @Override
    public String format(Granularity value) {
        return value.family() == Family.INET6
                ? String.valueOf(value.prefix())
                : new Ipv4Address(-1 << (32 - value.prefix())).toString();
    }
}
