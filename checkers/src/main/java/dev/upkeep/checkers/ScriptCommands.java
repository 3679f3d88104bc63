package dev.upkeep.checkers;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.process.Command;
import java.io.IOException;

/// Turns a script of the configuration into what is executed: program, user, environment. Called on
/// the thread of the checks; must not block.
@FunctionalInterface
public interface ScriptCommands {

    /// As written, with the user of the daemon.
    ScriptCommands AS_WRITTEN = script -> Command.of(script.arguments());

    /// The command of a script.
    ///
    /// @throws IOException when it may not or cannot be run; the check then learns nothing
    Command of(Script script) throws IOException;
}
