package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.process.Command;
import java.io.IOException;

/// Turns a script of the configuration into what is executed: which user runs it, with which
/// environment.
public interface TrackScriptCommands {

    /// As written, with the user of the daemon.
    TrackScriptCommands AS_WRITTEN = script -> Command.of(script.arguments());

    /// The command of a script.
    ///
    /// @throws IOException when it may not or cannot be run; the run then counts as failed
    Command of(Script script) throws IOException;
}
