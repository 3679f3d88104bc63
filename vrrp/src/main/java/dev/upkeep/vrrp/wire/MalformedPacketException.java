package dev.upkeep.vrrp.wire;

/// Bytes from the network that cannot be understood.
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /// Takes the problem of a field.
    ///
    /// @param field the part of the packet
    /// @param problem `expected .., got ..`
    public MalformedPacketException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /// Returns the name of the field that is wrong.
    public String field() {
        return field;
    }
}
