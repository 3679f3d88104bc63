package dev.upkeep.app.cli;

import dev.upkeep.config.source.SystemView;

/// The default of `--config-id`.
public final class NodeName {

    private NodeName() {}

    /// Returns the host name up to its first dot.
    public static String of(SystemView system) {
        String name = system.hostName();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
