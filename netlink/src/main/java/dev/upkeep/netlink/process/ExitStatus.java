package dev.upkeep.netlink.process;

/// The end of a process.
public sealed interface ExitStatus {

    /// It ended by itself.
    ///
    /// @param code 0-255
    record Exited(int code) implements ExitStatus {}

    /// A signal ended it.
    ///
    /// @param signal 1-64
    record Signalled(int signal) implements ExitStatus {}

    /// Reads the status word of `waitpid`.
    static ExitStatus of(int word) {
        int signal = word & 0x7f;
        return signal == 0 ? new Exited((word & 0xff00) >> 8) : new Signalled(signal);
    }
}
