package dev.upkeep.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first lines of a daemon's log.
final class StartMessages {

    private static final Logger log = LoggerFactory.getLogger(StartMessages.class);

    /// Set by the launcher: the name it was called by.
    private static final String PROGRAM = "upkeep.program";

    /// Set by the launcher after a crash: pid, `signal`, `status` or `silence`, its number or
    /// seconds, and the seconds waited since.
    private static final String DIED = "upkeep.died";

    private static final int OUT_OF_MEMORY = 3; // the virtual machine's status

    private StartMessages() {}

    /// Logs them.
    ///
    /// @param words of the command line
    /// @return true when the process was started again because an earlier one died
    static boolean log(List<String> words) {
        String died = System.getProperty(DIED);
        if (died != null) {
            logCrash(died.split(" "));
            return true;
        }
        log.info("Starting Upkeep v{}", Main.RELEASE);
        log.info(
                "Running on {} {} {}",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                kernelVersion());
        log.info("Command line: '{}' {}", program(), quoted(words));
        return false;
    }

    /// The build of the kernel, as `uname -v` shows it; empty where it is hidden.
    private static String kernelVersion() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/version")).strip();
        } catch (IOException hidden) {
            return "";
        }
    }

    /// In keepalived's words, which operators look for.
    private static void logCrash(String[] died) {
        int number = Integer.parseInt(died[2]);
        if (number == ExitStatus.RESTART && died[1].equals("status")) {
            log.info("pid {} ended to be started again", died[0]);
            return;
        }
        if (died[1].equals("silence")) {
            log.error("pid {} gave no sign of life for {} seconds and was killed", died[0], number);
        } else if (died[1].equals("signal")) {
            log.info("pid {} exited due to signal {}", died[0], number);
        } else {
            log.info(
                    "pid {} exited with status {}{}",
                    died[0],
                    number,
                    number == OUT_OF_MEMORY ? " (out of memory)" : "");
        }
        log.error("Child process({}) died: Respawning", died[0]);
        log.info("Restart of process delayed {} seconds to limit respawn rate", died[3]);
    }

    /// Returns the name that this program was called by.
    static String program() {
        Path name = Path.of(System.getProperty(PROGRAM, "upkeep")).getFileName();
        return String.valueOf(name);
    }

    private static String quoted(List<String> words) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            out.append(out.isEmpty() ? "'" : " '").append(word).append('\'');
        }
        return out.toString();
    }
}
