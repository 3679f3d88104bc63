package dev.upkeep.config.model;

import java.util.List;

/// `track_group`: a named set of instances.
public record TrackGroup(String name, List<String> members) {

    public TrackGroup {
        members = List.copyOf(members);
    }
}
