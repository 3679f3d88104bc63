package dev.upkeep.lbaas.schema;

/// A request that is refused: the status and the sentence that its client gets.
public final class ApiFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private ApiFault(int status, String text) {
        super(text, null, false, false); // the client's mistake: no stack trace
        this.status = status;
    }

    /// Any status.
    public static ApiFault of(int status, String text) {
        return new ApiFault(status, text);
    }

    /// An attribute with a value that its type refuses.
    public static ApiFault invalidInput(String attribute, String value, String reason) {
        return new ApiFault(
                400,
                "Invalid input for field/attribute "
                        + attribute
                        + ". Value: '"
                        + value
                        + "'. "
                        + reason);
    }

    /// A combination that is refused.
    public static ApiFault validation(String detail) {
        return new ApiFault(400, "Validation failure: " + detail);
    }

    /// A value that an option does not take.
    public static ApiFault invalidOption(String value, String option) {
        return new ApiFault(400, value + " is not a valid option for " + option);
    }

    /// No such object.
    public static ApiFault notFound(String resource, String id) {
        return new ApiFault(404, resource + " " + id + " not found.");
    }

    /// An object named in a request that does not exist.
    public static ApiFault invalidSubresource(String resource, String id) {
        return new ApiFault(400, resource + " " + id + " not found.");
    }

    /// A parent that is being changed.
    public static ApiFault immutable(String resource, String id) {
        return new ApiFault(409, resource + " " + id + " is immutable and cannot be updated.");
    }

    /// An option that the provider cannot do.
    public static ApiFault unsupported(String provider, String option) {
        return new ApiFault(
                501, "Provider '" + provider + "' does not support a requested option: " + option);
    }

    /// A full quota.
    public static ApiFault quota(String resource) {
        return new ApiFault(403, "Quota has been met for resources: " + resource);
    }

    /// HTTP status.
    public int status() {
        return status;
    }

    /// The sentence (`faultstring`).
    public String text() {
        return String.valueOf(getMessage());
    }
}
