package dev.upkeep.netlink.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program to run.
///
/// @param file the program: a path, or a name that is looked for in PATH
/// @param arguments the argument vector; the first is the name by which the program was called
/// @param environment all of it
/// @param user whom it runs as, null for the user of the daemon
public record Command(
        String file, List<String> arguments, Map<String, String> environment, @Nullable User user) {

    /// User and groups by number.
    ///
    /// @param groups supplementary groups
    public record User(int uid, int gid, List<Integer> groups) {
        public User {
            groups = List.copyOf(groups);
        }
    }

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("arguments: expected a program, got none");
        }
    }

    /// Makes a command whose program is the first argument.
    public Command(List<String> arguments, Map<String, String> environment, @Nullable User user) {
        this(arguments.isEmpty() ? "" : arguments.getFirst(), arguments, environment, user);
    }

    /// Returns a command in which the shell reads the file: it has no format that the kernel
    /// executes.
    Command throughShell() {
        List<String> words = new ArrayList<>(List.of("/bin/sh", file));
        words.addAll(arguments.subList(1, arguments.size()));
        return new Command(words, environment, user);
    }

    /// Returns a command with the environment and the user of the daemon.
    public static Command of(List<String> arguments) {
        return new Command(arguments, System.getenv(), null);
    }
}
