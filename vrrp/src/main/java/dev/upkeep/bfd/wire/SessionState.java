package dev.upkeep.bfd.wire;

/// State of a session (RFC 5880 section 4.1, `Sta`).
public enum SessionState {
    /// Kept down by its administrator.
    ADMIN_DOWN(0, "AdminDown"),
    /// Not connected.
    DOWN(1, "Down"),
    /// The peer is heard; whether it hears us is not known.
    INIT(2, "Init"),
    /// Both ends hear each other.
    UP(3, "Up");

    private final int code;
    private final String text;

    SessionState(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /// Returns the number in a packet: 0-3.
    int code() {
        return code;
    }

    /// Returns the state with a number.
    static SessionState of(int code) {
        return switch (code) {
            case 0 -> ADMIN_DOWN;
            case 1 -> DOWN;
            case 2 -> INIT;
            case 3 -> UP;
            default -> throw new IllegalArgumentException("BFD state: expected 0-3, got " + code);
        };
    }

    /// Returns the name of RFC 5880 section 4.1.
    @Override
    public String toString() {
        return text;
    }
}
