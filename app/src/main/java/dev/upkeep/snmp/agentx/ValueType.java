package dev.upkeep.snmp.agentx;

import org.jspecify.annotations.Nullable;

/// The numbers of the kinds of values (RFC 2741 section 5.4).
enum ValueType {
    INTEGER(2),
    OCTET_STRING(4),
    NULL(5),
    OBJECT_IDENTIFIER(6),
    IP_ADDRESS(64),
    COUNTER32(65),
    GAUGE32(66),
    TIME_TICKS(67),
    OPAQUE(68),
    COUNTER64(70),
    NO_SUCH_OBJECT(128),
    NO_SUCH_INSTANCE(129),
    END_OF_MIB_VIEW(130);

    private final int code;

    ValueType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// Returns the kind of a number, null for none.
    static @Nullable ValueType of(int code) {
        for (ValueType each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return null;
    }

    static ValueType of(SnmpValue value) {
        return switch (value) {
            case SnmpValue.Int32 _ -> INTEGER;
            case SnmpValue.Gauge _ -> GAUGE32;
            case SnmpValue.Counter32 _ -> COUNTER32;
            case SnmpValue.Counter64 _ -> COUNTER64;
            case SnmpValue.TimeTicks _ -> TIME_TICKS;
            case SnmpValue.Octets _ -> OCTET_STRING;
            case SnmpValue.Ipv4 _ -> IP_ADDRESS;
            case SnmpValue.Identifier _ -> OBJECT_IDENTIFIER;
            case SnmpValue.Absent absent ->
                    switch (absent) {
                        case NULL -> NULL;
                        case NO_SUCH_OBJECT -> NO_SUCH_OBJECT;
                        case NO_SUCH_INSTANCE -> NO_SUCH_INSTANCE;
                        case END_OF_MIB_VIEW -> END_OF_MIB_VIEW;
                    };
        };
    }
}
