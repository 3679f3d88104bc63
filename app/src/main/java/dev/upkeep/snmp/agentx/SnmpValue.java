package dev.upkeep.snmp.agentx;

import java.nio.charset.StandardCharsets;

/// The value of an object (RFC 2741 section 5.4).
public sealed interface SnmpValue {

    /// `INTEGER`, 32 bits with a sign.
    record Int32(int value) implements SnmpValue {}

    /// `Gauge32`, `Unsigned32`: 32 bits without a sign.
    record Gauge(int value) implements SnmpValue {}

    /// `Counter32`: the low 32 bits of a count.
    record Counter32(int value) implements SnmpValue {}

    /// `Counter64`.
    record Counter64(long value) implements SnmpValue {}

    /// `TimeTicks`: hundredths of a second, 32 bits without a sign.
    record TimeTicks(int value) implements SnmpValue {}

    /// `OCTET STRING`.
    final class Octets extends Bytes implements SnmpValue {
        public Octets(byte[] bytes) {
            super(bytes);
        }
    }

    /// `IpAddress`: four bytes.
    final class Ipv4 extends Bytes implements SnmpValue {
        public Ipv4(byte[] bytes) {
            super(bytes);
        }
    }

    /// `OBJECT IDENTIFIER`.
    record Identifier(Oid value) implements SnmpValue {}

    /// No value, and why.
    enum Absent implements SnmpValue {
        /// `Null`.
        NULL,
        /// There is no such object.
        NO_SUCH_OBJECT,
        /// The table has no such row.
        NO_SUCH_INSTANCE,
        /// Nothing follows.
        END_OF_MIB_VIEW
    }

    /// Returns the text as UTF-8.
    static Octets text(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /// `INTEGER` of an enumeration of two values.
    static Int32 either(boolean condition, int yes, int no) {
        return new Int32(condition ? yes : no);
    }

    /// `TruthValue` (RFC 2579): 1 for true, 2 for false.
    static Int32 truth(boolean condition) {
        return either(condition, 1, 2);
    }
}
