package dev.upkeep.config.assemble;

import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.source.SystemView.Account;
import dev.upkeep.config.source.SystemView.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The program of a script as the system has it.
///
/// @param path what would be executed: with symbolic links resolved, unless they are to be kept; as
///   written when nothing was found
/// @param obstacle why it cannot be executed, null when it can
/// @param insecure the file or directory that others than root may change, null when there is none
record ScriptFile(String path, @Nullable Obstacle obstacle, @Nullable String insecure) {

    /// The reason why a program cannot be executed.
    ///
    /// @param message completes a sentence that begins with the program: `is not found`
    /// @param hint what to do, null when there is nothing to add
    record Obstacle(Kind kind, String message, @Nullable String hint) {
        enum Kind {
            MISSING,
            NOT_EXECUTABLE,
            INTERPRETER
        }
    }

    private static final List<String> SEARCH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final int STICKY = 01000;
    private static final int WORLD_WRITE = 02;
    private static final int GROUP_WRITE = 020;
    private static final int EXECUTE = 01;

    /// Looks for a program, in the usual directories when it has no slash.
    ///
    /// @param user who executes it; null when that is not known
    /// @param keepLinks `use_symlink_paths`: the path as written is executed
    static ScriptFile find(
            SystemView system, String program, @Nullable Account user, boolean keepLinks) {
        if (program.indexOf('/') >= 0) {
            return look(system, program, user, keepLinks);
        }
        for (String directory : SEARCH) {
            ScriptFile found = look(system, directory + "/" + program, user, keepLinks);
            if (found.obstacle == null || found.obstacle.kind == Obstacle.Kind.INTERPRETER) {
                return found;
            }
        }
        String message = "is not in " + String.join(":", SEARCH);
        String hint = "write the path; a word of the shell needs " + inShell(program);
        return new ScriptFile(program, new Obstacle(Obstacle.Kind.MISSING, message, hint), null);
    }

    private static String inShell(String program) {
        return "\"/bin/sh -c '" + program + " ..'\"";
    }

    private static ScriptFile look(
            SystemView system, String written, @Nullable Account user, boolean keepLinks) {
        String real = system.realPath(written);
        FileStatus file = real == null ? null : system.status(real);
        if (real == null || file == null) {
            return new ScriptFile(
                    written, new Obstacle(Obstacle.Kind.MISSING, "is not found", null), null);
        }
        if (!file.regular()) {
            String kind = file.directory() ? "is a directory" : "is not a file";
            return new ScriptFile(written, new Obstacle(Obstacle.Kind.MISSING, kind, null), null);
        }
        boolean asWritten = keepLinks && written.startsWith("/");
        List<String> paths = asWritten ? List.of(real, written) : List.of(real);
        Obstacle obstacle = null;
        String insecure = null;
        for (String path : paths) {
            for (String each : components(path)) {
                FileStatus status = system.status(each);
                if (insecure == null && (status == null || changeable(status))) {
                    insecure = each + (status == null ? "" : " " + described(status));
                }
                if (obstacle == null && status != null && !executable(status, user)) {
                    obstacle = forbidden(each, status);
                }
            }
        }
        if (obstacle == null) {
            obstacle = interpreter(system, real);
        }
        return new ScriptFile(asWritten ? written : real, obstacle, insecure);
    }

    /// The root directory, every directory below it, the file.
    private static List<String> components(String path) {
        List<String> all = new ArrayList<>(List.of("/"));
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            all.add(path.substring(0, end));
        }
        all.add(path);
        return all;
    }

    /// Returns whether others than root may change it: put another file there, or other text into
    /// it. In a directory with the sticky bit nobody replaces what belongs to root; the write bit
    /// of root's own group gives nobody anything (measured with keepalived 2.2.7).
    private static boolean changeable(FileStatus status) {
        if (status.uid() != 0) {
            return true;
        }
        if (status.directory() && (status.mode() & STICKY) != 0) {
            return false;
        }
        boolean byGroup = (status.mode() & GROUP_WRITE) != 0 && status.gid() != 0;
        return byGroup || (status.mode() & WORLD_WRITE) != 0;
    }

    private static String described(FileStatus status) {
        return String.format(
                Locale.ROOT,
                "(owner %d, group %d, mode %04o)",
                status.uid(),
                status.gid(),
                status.mode());
    }

    /// Returns whether the user may execute the file, or go through the directory. Supplementary
    /// groups are not known here, so that a right of any group counts.
    private static boolean executable(FileStatus status, @Nullable Account user) {
        int mode = status.mode();
        int any = EXECUTE << 6 | EXECUTE << 3 | EXECUTE;
        if (user == null || user.uid() == 0) {
            return status.directory() || (mode & any) != 0;
        }
        if (user.uid() == status.uid()) {
            return (mode & EXECUTE << 6) != 0;
        }
        return (mode & EXECUTE) != 0 || (mode & EXECUTE << 3) != 0;
    }

    private static Obstacle forbidden(String path, FileStatus status) {
        return status.directory()
                ? new Obstacle(
                        Obstacle.Kind.NOT_EXECUTABLE,
                        "cannot be reached: the user may not enter " + path,
                        "chmod a+x " + path)
                : new Obstacle(
                        Obstacle.Kind.NOT_EXECUTABLE,
                        "is not executable " + described(status),
                        "chmod a+x " + path);
    }

    private static @Nullable Obstacle interpreter(SystemView system, String path) {
        String interpreter = system.interpreter(path);
        if (interpreter == null) {
            return null;
        }
        if (interpreter.endsWith("\r")) {
            return new Obstacle(
                    Obstacle.Kind.INTERPRETER,
                    "has lines that end with CR LF: the kernel looks for an interpreter '"
                            + interpreter.strip()
                            + "\\r'",
                    "sed -i 's/\\r$//' " + path);
        }
        FileStatus found = system.status(interpreter);
        return found != null && found.regular()
                ? null
                : new Obstacle(
                        Obstacle.Kind.INTERPRETER,
                        "needs the interpreter " + interpreter + ", which is not found",
                        "install it, or correct the first line");
    }
}
