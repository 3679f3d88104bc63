package dev.upkeep.bfd.wire;

/// Bytes that are no usable BFD control packet.
public final class MalformedControlPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /// Says what is wrong.
    ///
    /// @param field the part of the packet
    /// @param problem `expected .., got ..`
    MalformedControlPacketException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /// Returns the name of the field that is wrong.
    public String field() {
        return field;
    }
}
