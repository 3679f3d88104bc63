package dev.upkeep.config.value;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// An address with a prefix length: `10.0.0.0/8`. Host bits are allowed.
///
/// @param length 0-32 or 0-128; the full length when none was written
/// @param explicit true when a length was written
public record Prefix(IpAddress address, int length, boolean explicit) {

    /// Reads `ADDRESS[/LENGTH]`, or returns null.
    static @Nullable Prefix tryRead(String text) {
        int slash = text.indexOf('/');
        IpAddress address = AddressType.tryRead(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int full = fullLength(address.family());
        if (slash < 0) {
            return new Prefix(address, full, false);
        }
        int length = length(text.substring(slash + 1), full);
        return length < 0 ? null : new Prefix(address, length, true);
    }

    /// Returns the prefix length that a text holds, -1 when it is none from 0 to `full`.
    static int length(String text, int full) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 3
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int length = digits ? Integer.parseInt(text) : -1;
        return length <= full ? length : -1;
    }

    static int fullLength(Family family) {
        return family == Family.INET ? 32 : 128;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
