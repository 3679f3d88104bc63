package dev.upkeep.app.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Going to the background. A Java virtual machine cannot fork, so the program starts itself again
/// in a session of its own and the first process ends, as a forking daemon's parent does.
public final class Background {

    /// Tells the second process that it is the second.
    private static final String MARK = "UPKEEP_DETACHED";

    private static final long INIT = 1;

    private Background() {}

    /// True when this process may stay where it is: it is the second one, or `init` started it and
    /// looks after it.
    public static boolean reached() {
        return System.getenv(MARK) != null
                || ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == INIT;
    }

    /// Starts this command line again with `/` as directory and without a terminal.
    public static void startAgain() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        command.addAll(List.of(words.split("\0")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().put(MARK, "1");
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.start();
    }
}
