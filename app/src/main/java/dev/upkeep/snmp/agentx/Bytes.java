package dev.upkeep.snmp.agentx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value that is a number of bytes; two of a kind with the same bytes are equal.
abstract sealed class Bytes permits SnmpValue.Octets, SnmpValue.Ipv4 {

    private final byte[] bytes;

    Bytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// Returns a copy of the bytes.
    public final byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && this instanceof SnmpValue.Ipv4 == that instanceof SnmpValue.Ipv4
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// As text in UTF-8.
    @Override
    public final String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
