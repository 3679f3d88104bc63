package dev.upkeep.config.value;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command line, and for most keywords the user and group that run it. The command line is one
/// word (quote it when it has arguments) which is split a second time into the argument vector.
/// Both splittings replace escapes: `"/x \"a b\""` runs `/x` with one argument, `a b` (seen with
/// keepalived 2.2.7).
///
/// @param withUser true when user and group may follow
/// @param optional true when the keyword may be bare, which gives a script without arguments
public record ScriptType(boolean withUser, boolean optional) implements ValueType<Script> {
    public static final ScriptType SCRIPT = new ScriptType(true, false);
    public static final ScriptType COMMAND = new ScriptType(false, false);

    @Override
    public @Nullable Script parse(Arguments in) {
        List<ScriptWords.Piece> words = ScriptWords.split(in.raw());
        in.skipRest();
        if (words.isEmpty() || words.getFirst().text().isBlank()) {
            in.missing(DiagnosticCode.SCRIPT_COMMAND, "a command", null);
            return null;
        }
        ScriptUser user = withUser ? UserType.of(words.subList(1, words.size())) : null;
        int used = withUser ? 3 : 1;
        if (words.size() > used) {
            ScriptWords.Piece extra = words.get(used);
            in.report(
                    Severity.HINT,
                    DiagnosticCode.SCRIPT_UNQUOTED,
                    in.rawPlace(extra.offset()),
                    "'" + extra.text() + "' is not part of the command of " + in.subject(),
                    "put the command with its arguments in double quotes");
        }
        return of(words.getFirst().text(), user);
    }

    /// Returns the script of a command line.
    public static Script of(String commandLine, @Nullable ScriptUser user) {
        List<String> arguments =
                ScriptWords.split(commandLine).stream().map(ScriptWords.Piece::text).toList();
        return new Script(commandLine, arguments, user);
    }

    @Override
    public String syntax() {
        String command = withUser ? "<command line> [<user> [<group>]]" : "<command line>";
        return optional ? "[" + command + "]" : command;
    }

    @Override
    public String format(Script value) {
        String command = quote(value.commandLine());
        ScriptUser user = value.user();
        return user == null ? command : command + " " + UserType.USER.format(user);
    }

    /// The command line as one word of the first splitting. A quote is written as `\042`, since the
    /// reader of lines counts quotes before anybody looks for escapes.
    private static String quote(String commandLine) {
        return '"'
                + commandLine
                        .replace("\\", "\\\\")
                        .replace("\"", "\\042")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
