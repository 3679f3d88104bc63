package dev.upkeep.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Describes the terminal that standard output goes to.
///
/// @param columns how wide its lines may be
/// @param colour whether it shows colours: a terminal, and not with `NO_COLOR` (no-color.org)
record Terminal(boolean isTerminal, int columns, boolean colour) {

    /// Of what is no terminal: `grep` expects each thing on one line.
    private static final int UNLIMITED = 10_000;

    private static final int USUAL = 80;

    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/.*|tty.*|console|hvc.*)");

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    static Terminal ofThisProcess() {
        boolean terminal = isDevice(Path.of("/proc/self/fd/1"));
        String set = System.getenv("COLUMNS");
        int columns =
                set != null && set.matches("[1-9][0-9]{0,4}")
                        ? Integer.parseInt(set)
                        : terminal ? width() : UNLIMITED;
        String noColor = System.getenv("NO_COLOR");
        boolean plain =
                (noColor != null && !noColor.isEmpty()) || "dumb".equals(System.getenv("TERM"));
        return new Terminal(terminal, columns, terminal && !plain);
    }

    private static boolean isDevice(Path descriptor) {
        try {
            return DEVICE.matcher(Files.readSymbolicLink(descriptor).toString()).matches();
        } catch (IOException e) {
            return false; // no /proc: then nothing is known of it
        }
    }

    /// Asks `stty`, as Java does not know.
    private static int width() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/proc/self/fd/1").toFile())
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            @Nullable Matcher size = SIZE.matcher(answer);
            return size.matches() && !size.group(1).equals("0")
                    ? Integer.parseInt(size.group(1))
                    : USUAL;
        } catch (IOException e) {
            return USUAL; // no stty here
        }
    }
}
