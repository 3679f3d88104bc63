package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// An IP address.
///
/// @param family the only family that is legal, null for both
/// @param multicast true when it must be a multicast group
public record AddressType(@Nullable Family family, boolean multicast)
        implements ValueType<IpAddress> {
    public static final AddressType ANY = new AddressType(null, false);
    public static final AddressType GROUP = new AddressType(null, true);
    public static final AddressType GROUP4 = new AddressType(Family.INET, true);
    public static final AddressType GROUP6 = new AddressType(Family.INET6, true);

    @Override
    public @Nullable IpAddress parse(Arguments in) {
        Word word = in.require("an IP address");
        return word == null ? null : check(in, word, read(in, word));
    }

    private @Nullable IpAddress check(Arguments in, Word word, @Nullable IpAddress address) {
        if (address == null) {
            return null;
        }
        if (family != null && address.family() != family) {
            in.error(
                    DiagnosticCode.ADDRESS_FAMILY,
                    word,
                    address + " is not an " + name(family) + " address",
                    null);
            return null;
        }
        if (multicast && !address.isMulticast()) {
            in.error(
                    DiagnosticCode.ADDRESS_MULTICAST,
                    word,
                    address + " is not a multicast group",
                    "IPv4 groups lie in 224.0.0.0/4, IPv6 groups in ff00::/8");
            return null;
        }
        return address;
    }

    /// The address a word holds, or null after a report.
    static @Nullable IpAddress read(Arguments in, Word word) {
        IpAddress address = tryRead(word.text());
        if (address == null) {
            in.error(
                    DiagnosticCode.ADDRESS_INVALID,
                    word,
                    "'" + word.text() + "' is not an IP address",
                    "host names are not resolved here");
        }
        return address;
    }

    /// The address, or null.
    static @Nullable IpAddress tryRead(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String name(Family family) {
        return family == Family.INET ? "IPv4" : "IPv6";
    }

    @Override
    public String syntax() {
        String kind = multicast ? "multicast " : "";
        String name = family == null ? "IP" : name(family);
        return "<" + kind + name + " address>";
    }

    @Override
    public String format(IpAddress value) {
        return value.toString();
    }
}
