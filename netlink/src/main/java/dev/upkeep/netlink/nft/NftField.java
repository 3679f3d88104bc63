package dev.upkeep.netlink.nft;

import org.jspecify.annotations.Nullable;

/// A field of the keys of a set.
public enum NftField {
    IPV4_ADDRESS(7, 4),
    IPV6_ADDRESS(8, 16),
    /// A port of TCP, UDP or SCTP.
    SERVICE(13, 2),
    /// A firewall mark.
    MARK(19, 4),
    /// The number of an interface.
    INTERFACE(20, 4);

    /// `nft` puts the numbers of the fields of a key into one, 6 bits each.
    static final int TYPE_BITS = 6;

    private final int type;
    private final int length;

    NftField(int type, int length) {
        this.type = type;
        this.length = length;
    }

    /// Returns the field with a number, null for one that Upkeep does not use.
    static @Nullable NftField of(int type) {
        for (NftField field : values()) {
            if (field.type == type) {
                return field;
            }
        }
        return null;
    }

    /// Returns the number that `nft` gives the type; the kernel only keeps it.
    int type() {
        return type;
    }

    /// Returns whether its bytes are in the order of the machine; addresses and ports are in that
    /// of the network.
    boolean isNative() {
        return this == MARK || this == INTERFACE;
    }

    /// Bytes, without the filling up to 32 bits.
    int length() {
        return length;
    }

    /// Bytes in a register: 4 or 16.
    int filledLength() {
        return (length + 3) & ~3;
    }
}
