package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;

/// `vrrp_track_process`: a number of matching processes.
public record TrackProcess(
        String name,
        List<String> command,
        ParameterMatch match,
        int weight,
        boolean reverse,
        int quorum,
        int quorumMax,
        Duration terminateDelay,
        Duration forkDelay,
        boolean fullCommand) {

    public TrackProcess {
        command = List.copyOf(command);
    }

    /// Ways to compare parameters.
    public enum ParameterMatch {
        NONE,
        EXACT,
        INITIAL,
        PARTIAL
    }
}
