package dev.upkeep.app.status;

import java.util.List;

/// An object that instances track.
///
/// @param kind `script`, `file`, `process`, `interface` or `BFD instance`
/// @param state `up`, `down`, `unknown` or the number in a file
/// @param instances who tracks it
public record TrackedSnapshot(String kind, String name, String state, List<String> instances) {

    public TrackedSnapshot {
        instances = List.copyOf(instances);
    }
}
