package dev.upkeep.config.model;

import java.util.List;

/// Settings of interfaces outside of instances.
public record InterfaceSettings(
        List<GarpGroup> garpGroups, List<Linkbeat> linkbeats, List<InterfaceDelay> delays) {

    public InterfaceSettings {
        garpGroups = List.copyOf(garpGroups);
        linkbeats = List.copyOf(linkbeats);
        delays = List.copyOf(delays);
    }
}
