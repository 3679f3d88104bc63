package dev.upkeep.vrrp.condition;

import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import java.util.List;

/// Which processes a `vrrp_track_process` means.
public final class ProcessPattern {

    /// `TASK_COMM_LEN` without its NUL: the kernel cuts names to this.
    private static final int COMM_LENGTH = 15;

    private final TrackProcess wanted;
    private final String comm;

    public ProcessPattern(TrackProcess wanted) {
        this.wanted = wanted;
        String command = wanted.command().getFirst();
        String base = command.substring(command.lastIndexOf('/') + 1);
        this.comm = base.length() > COMM_LENGTH ? base.substring(0, COMM_LENGTH) : base;
    }

    /// Whether the whole command line is compared; else the name that the kernel keeps is.
    public boolean needsCommandLine() {
        return wanted.fullCommand()
                || wanted.match() != ParameterMatch.NONE
                || wanted.command().size() > 1;
    }

    /// Compares a process.
    ///
    /// @param name `/proc/PID/comm`
    /// @param commandLine the words of `/proc/PID/cmdline`, empty for a kernel thread
    public boolean matches(String name, List<String> commandLine) {
        if (!needsCommandLine()) {
            return name.equals(comm);
        }
        List<String> want = wanted.command();
        if (commandLine.isEmpty() || !commandLine.getFirst().equals(want.getFirst())) {
            return false;
        }
        return switch (wanted.match()) {
            case NONE, EXACT -> commandLine.equals(want);
            case INITIAL ->
                    commandLine.size() >= want.size()
                            && commandLine.subList(0, want.size()).equals(want);
            case PARTIAL -> partial(commandLine, want);
        };
    }

    /// The last parameter may be the beginning of a longer one.
    private static boolean partial(List<String> commandLine, List<String> want) {
        int last = want.size() - 1;
        return commandLine.size() >= want.size()
                && commandLine.subList(0, last).equals(want.subList(0, last))
                && commandLine.get(last).startsWith(want.get(last));
    }
}
