package dev.upkeep.bfd.wire;

/// Reason why a session left the state Up last (RFC 5880 section 4.1, `Diag`).
///
/// @param code 0-31; those above 8 are reserved
public record DiagnosticCode(int code) {

    /// It has not.
    public static final DiagnosticCode NONE = new DiagnosticCode(0);

    /// Nothing was heard for the detection time.
    public static final DiagnosticCode DETECTION_TIME_EXPIRED = new DiagnosticCode(1);

    /// The peer said so.
    public static final DiagnosticCode NEIGHBOR_SIGNALED_DOWN = new DiagnosticCode(3);

    /// The administrator of this end said so.
    public static final DiagnosticCode ADMINISTRATIVELY_DOWN = new DiagnosticCode(7);

    public DiagnosticCode {
        if (code < 0 || code > 31) {
            throw new IllegalArgumentException("BFD diagnostic: expected 0-31, got " + code);
        }
    }

    /// Returns the name of RFC 5880 section 4.1.
    @Override
    public String toString() {
        return switch (code) {
            case 0 -> "No Diagnostic";
            case 1 -> "Control Detection Time Expired";
            case 2 -> "Echo Function Failed";
            case 3 -> "Neighbor Signaled Session Down";
            case 4 -> "Forwarding Plane Reset";
            case 5 -> "Path Down";
            case 6 -> "Concatenated Path Down";
            case 7 -> "Administratively Down";
            case 8 -> "Reverse Concatenated Path Down";
            default -> "Diagnostic " + code;
        };
    }
}
