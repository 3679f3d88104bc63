package dev.upkeep.config.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command that the operator wants run: the argument vector after both splittings, and who runs
/// it.
///
/// @param commandLine the command as written, for messages
/// @param arguments program and arguments; never empty
/// @param user who runs it; null means the default of `script_user`
public record Script(String commandLine, List<String> arguments, @Nullable ScriptUser user) {

    public Script {
        arguments = List.copyOf(arguments);
    }
}
