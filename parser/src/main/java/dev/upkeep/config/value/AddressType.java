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

    /// The address a word holds, or null after a report. As in keepalived 2.2.7, what follows a
    /// slash or a hyphen is not used, whatever it is.
    static @Nullable IpAddress read(Arguments in, Word word) {
        String text = word.text();
        IpAddress address = tryRead(text);
        if (address != null) {
            return address;
        }
        int hyphen = text.indexOf('-');
        int end = hyphen >= 0 ? hyphen : text.indexOf('/');
        IpAddress cut = end <= 0 ? null : tryRead(text.substring(0, end));
        if (cut != null) {
            in.warning(
                    DiagnosticCode.ADDRESS_PART_UNUSED,
                    word,
                    "uses " + cut + " alone, '" + text.substring(end) + "' is ignored",
                    hyphen >= 0
                            ? "a range of addresses stands in a virtual_server_group"
                            : "write " + cut);
            return cut;
        }
        invalid(in, word, "");
        return null;
    }

    /// Reports a word that is no address.
    ///
    /// @param consequence what becomes of the line, with what separates it from the sentence before
    static void invalid(Arguments in, Word word, String consequence) {
        in.error(
                DiagnosticCode.ADDRESS_INVALID,
                word,
                "'" + word.text() + "' is not an IP address" + consequence,
                AddressAdvice.of(word.text(), in.subject()));
    }

    /// Returns the address, or null.
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
