package dev.upkeep.config.model;

/// The program of a script, as it was when the configuration was read.
public sealed interface ScriptProgram {

    /// The first argument, looked for in `PATH` when it is started. Scripts that nobody judged.
    record AsWritten() implements ScriptProgram {}

    /// A file.
    ///
    /// @param path absolute; the path that was judged, so that nobody can put another file behind a
    ///   symbolic link afterwards
    record Resolved(String path) implements ScriptProgram {}

    /// The shell: the command line begins with a redirection, `</dev/tcp/192.0.2.1/80`.
    record Shell() implements ScriptProgram {}

    /// Nothing: the script cannot run.
    ///
    /// @param reason for the log, such as `/etc/keepalived/check.sh is not found`
    record Unavailable(String reason) implements ScriptProgram {}
}
