package dev.upkeep.snmp.agentx;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An object identifier: sub-identifiers of 32 bits without a sign, in the order of a walk.
public final class Oid implements Comparable<Oid> {

    /// The longest there is (RFC 2578 section 3.5).
    public static final int MAX_LENGTH = 128;

    private final int[] parts;

    private Oid(int[] parts) {
        this.parts = parts;
    }

    /// Returns an identifier of sub-identifiers.
    ///
    /// @param parts at most 128
    public static Oid of(int... parts) {
        if (parts.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an OID of " + parts.length + " sub-identifiers");
        }
        return new Oid(parts.clone());
    }

    /// Returns the identifier with further sub-identifiers behind it.
    public Oid append(int... more) {
        int[] all = Arrays.copyOf(parts, parts.length + more.length);
        System.arraycopy(more, 0, all, parts.length, more.length);
        return of(all);
    }

    /// Returns the identifier with another behind it.
    public Oid append(Oid more) {
        return append(more.parts);
    }

    /// What follows the first sub-identifiers.
    ///
    /// @param from how many are left out; at most [#length]
    public Oid suffix(int from) {
        return new Oid(Arrays.copyOfRange(parts, from, parts.length));
    }

    public boolean startsWith(Oid prefix) {
        return parts.length >= prefix.parts.length
                && Arrays.equals(
                        parts, 0, prefix.parts.length, prefix.parts, 0, prefix.parts.length);
    }

    public int length() {
        return parts.length;
    }

    /// Returns the sub-identifier at an index, as 32 bits without a sign.
    public int at(int index) {
        return parts[index];
    }

    @Override
    public int compareTo(Oid other) {
        return Arrays.compareUnsigned(parts, other.parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Oid oid && Arrays.equals(parts, oid.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }

    /// `1.3.6.1`.
    @Override
    public String toString() {
        return Arrays.stream(parts)
                .mapToObj(Integer::toUnsignedString)
                .collect(Collectors.joining("."));
    }
}
