package dev.upkeep.vrrp.condition;

import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import java.util.List;

/// Matches the processes that a `vrrp_track_process` means.
public final class ProcessPattern {

    /// `TASK_COMM_LEN` without its NUL: the kernel cuts names to this.
    private static final int COMM_LENGTH = 15;

    private final TrackProcess process;
    private final String comm;

    public ProcessPattern(TrackProcess process) {
        this.process = process;
        String command = process.command().getFirst();
        String base = command.substring(command.lastIndexOf('/') + 1);
        this.comm = base.length() > COMM_LENGTH ? base.substring(0, COMM_LENGTH) : base;
    }

    /// Returns whether the whole command line is compared; else the name that the kernel keeps is.
    public boolean needsCommandLine() {
        return process.fullCommand()
                || process.match() != ParameterMatch.NONE
                || process.command().size() > 1;
    }

    /// Compares a process.
    ///
    /// @param name `/proc/PID/comm`
    /// @param commandLine the words of `/proc/PID/cmdline`, empty for a kernel thread
    public boolean matches(String name, List<String> commandLine) {
        if (!needsCommandLine()) {
            return name.equals(comm);
        }
        List<String> expected = process.command();
        if (commandLine.isEmpty() || !commandLine.getFirst().equals(expected.getFirst())) {
            return false;
        }
        return switch (process.match()) {
            case NONE, EXACT -> commandLine.equals(expected);
            case INITIAL ->
                    commandLine.size() >= expected.size()
                            && commandLine.subList(0, expected.size()).equals(expected);
            case PARTIAL -> partial(commandLine, expected);
        };
    }

    /// The last parameter may be the beginning of a longer one.
    private static boolean partial(List<String> commandLine, List<String> expected) {
        int last = expected.size() - 1;
        return commandLine.size() >= expected.size()
                && commandLine.subList(0, last).equals(expected.subList(0, last))
                && commandLine.get(last).startsWith(expected.get(last));
    }
}
