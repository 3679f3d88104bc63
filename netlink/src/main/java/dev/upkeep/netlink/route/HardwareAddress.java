package dev.upkeep.netlink.route;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A link-layer address: 6 bytes on Ethernet, 20 on InfiniBand, none on a tunnel.
public final class HardwareAddress {

    private static final HexFormat TEXT = HexFormat.ofDelimiter(":");

    /// Of a link that has none.
    public static final HardwareAddress NONE = new HardwareAddress(new byte[0]);

    private final byte[] bytes;

    private HardwareAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Returns an address of these bytes.
    public static HardwareAddress of(byte... bytes) {
        return new HardwareAddress(bytes.clone());
    }

    /// Reads `02:00:5e:10:00:01`.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static HardwareAddress parse(String text) {
        return new HardwareAddress(TEXT.parseHex(text));
    }

    /// Returns a copy of the bytes, in the order of the wire.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HardwareAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return TEXT.formatHex(bytes);
    }
}
