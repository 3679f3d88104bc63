package dev.upkeep.config.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A configured command: the argument vector after both splittings, and who runs it.
///
/// @param commandLine the command as written, for messages
/// @param arguments program and arguments; never empty
/// @param user who runs it; null means the default of `script_user`
/// @param program what is executed
public record Script(
        String commandLine,
        List<String> arguments,
        @Nullable ScriptUser user,
        ScriptProgram program) {

    public Script {
        arguments = List.copyOf(arguments);
    }

    /// Returns the command alone, where the user has a keyword of its own.
    public Script withoutUser() {
        return new Script(commandLine, arguments, null);
    }

    /// Makes a script whose program was not looked up.
    public Script(String commandLine, List<String> arguments, @Nullable ScriptUser user) {
        this(commandLine, arguments, user, new ScriptProgram.AsWritten());
    }

    /// Returns the same command run by somebody else.
    public Script by(@Nullable ScriptUser other) {
        return new Script(commandLine, arguments, other, program);
    }

    /// Returns the same command with what is executed for it.
    public Script running(ScriptProgram found) {
        return new Script(commandLine, arguments, user, found);
    }

    /// Returns the same command with further arguments.
    public Script with(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        String shown = commandLine + " " + String.join(" ", more);
        return new Script(shown, all, user, program);
    }
}
