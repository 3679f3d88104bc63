package dev.upkeep.app.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The sub-commands, which keepalived does not have: `upkeep check ...`. Only they use picocli.
@Command(
        name = "upkeep",
        description = "Tools around the configuration and the daemon.",
        subcommands = {
            ApiCommand.class,
            CheckCommand.class,
            ConfirmCommand.class,
            DoctorCommand.class,
            CheckNowCommand.class,
            ExplainCommand.class,
            DumpCommand.class,
            GenhashCommand.class,
            HandoverCommand.class,
            PlanCommand.class,
            PriorityCommand.class,
            RecordCommand.class,
            ReloadCommand.class,
            RestartCommand.class,
            ServerCommand.class,
            StatusCommand.class,
            TransitionCommand.class
        })
public final class Commands {

    private static final Set<String> NAMES =
            Set.of(
                    "api",
                    "check",
                    "check-now",
                    "confirm",
                    "doctor",
                    "dump",
                    "explain",
                    "genhash",
                    "handover",
                    "plan",
                    "priority",
                    "record",
                    "reload",
                    "restart",
                    "server",
                    "status",
                    "transition");

    private static final String GENHASH = "genhash";

    private Commands() {}

    /// Returns the first words that are sub-commands.
    static Set<String> names() {
        return NAMES;
    }

    /// True when the first word is a sub-command. keepalived ignores stray words, so that no
    /// command line of its users begins with one of these.
    public static boolean begins(List<String> words) {
        return !words.isEmpty() && NAMES.contains(words.getFirst());
    }

    /// Every sub-command with its options.
    static CommandLine commandLine() {
        return new CommandLine(new Commands());
    }

    /// The words of a sub-command where the program is asked to be genhash: by its name, or by `-T`
    /// as the first word.
    ///
    /// @param program the name it was called by
    public static List<String> genhash(String program, List<String> words) {
        boolean named = program.equals(GENHASH);
        boolean asked =
                !words.isEmpty()
                        && (words.getFirst().equals("-T") || words.getFirst().equals("--genhash"));
        if (!named && !asked) {
            return words;
        }
        List<String> all = new ArrayList<>();
        all.add(GENHASH);
        all.addAll(named ? words : words.subList(1, words.size()));
        return all;
    }

    /// Runs a sub-command.
    ///
    /// @return the exit status; 1 for a command line that is wrong
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        return commandLine()
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExitCodeExceptionMapper(_ -> 1)
                .setParameterExceptionHandler(Commands::explainUsage)
                .execute(words.toArray(String[]::new));
    }

    private static int explainUsage(CommandLine.ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        command.usage(command.getErr());
        return 1;
    }
}
