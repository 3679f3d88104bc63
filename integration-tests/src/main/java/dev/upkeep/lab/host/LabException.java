package dev.upkeep.lab.host;

/// Something the lab was asked to do did not happen; the message says what, where, and what was
/// seen.
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
