package dev.upkeep.config.assemble;

import dev.upkeep.config.source.SystemView;

/// The program of a script as the system has it.
///
/// @param path with symbolic links resolved; as written when nothing was found
/// @param insecure true when others than root may change the file or a directory above it
record ScriptFile(String path, Status status, boolean insecure) {

    enum Status {
        MISSING,
        NOT_EXECUTABLE,
        EXECUTABLE
    }

    private static final String SEARCH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// Looks for a program, in the usual directories when it has no slash.
    static ScriptFile find(SystemView system, String program) {
        if (program.indexOf('/') >= 0) {
            return look(system, program);
        }
        for (String directory : SEARCH.split(":", -1)) {
            ScriptFile found = look(system, directory + "/" + program);
            if (found.status == Status.EXECUTABLE) {
                return found;
            }
        }
        return new ScriptFile(program, Status.MISSING, false);
    }

    private static ScriptFile look(SystemView system, String path) {
        String real = system.realPath(path);
        SystemView.FileStatus file = real == null ? null : system.status(real);
        if (real == null || file == null || !file.regular()) {
            return new ScriptFile(path, Status.MISSING, false);
        }
        Status status = (file.mode() & 0111) == 0 ? Status.NOT_EXECUTABLE : Status.EXECUTABLE;
        boolean insecure = open(file);
        for (int end = real.lastIndexOf('/'); end > 0; end = real.lastIndexOf('/', end - 1)) {
            SystemView.FileStatus directory = system.status(real.substring(0, end));
            insecure |= directory == null || open(directory);
        }
        return new ScriptFile(real, status, insecure);
    }

    /// Others than root may write it (a sticky directory counts too, as in keepalived).
    private static boolean open(SystemView.FileStatus file) {
        return file.uid() != 0 || (file.mode() & 022) != 0;
    }
}
