package dev.upkeep.config.model;

import java.util.List;

/// Objects that instances, sync groups and checks can track.
public record Trackers(
        List<VrrpScript> scripts,
        List<TrackProcess> processes,
        List<TrackFile> files,
        List<BfdInstance> bfdInstances) {

    public Trackers {
        scripts = List.copyOf(scripts);
        processes = List.copyOf(processes);
        files = List.copyOf(files);
        bfdInstances = List.copyOf(bfdInstances);
    }
}
