package dev.upkeep.netlink.wire;

import java.io.IOException;

/// Bytes that are no netlink message: a length and the bytes disagree.
public final class MalformedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    /// Takes the problem, worded `what: expected .., got ..`.
    public MalformedMessageException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /// Takes the problem, worded `what: expected .., got ..`.
    public String problem() {
        return problem;
    }
}
