package dev.upkeep.config.model;

import java.util.List;

/// Objects that an instance or a sync group tracks.
public record Tracking(
        List<Tracked> interfaces,
        List<Tracked> scripts,
        List<Tracked> files,
        List<Tracked> processes,
        List<Tracked> bfd) {

    public Tracking {
        interfaces = List.copyOf(interfaces);
        scripts = List.copyOf(scripts);
        files = List.copyOf(files);
        processes = List.copyOf(processes);
        bfd = List.copyOf(bfd);
    }

    /// Nothing tracked.
    public static Tracking none() {
        return new Tracking(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /// A tracked object with the weight that counts here (-254..254; 0 means fault).
    public record Tracked(String name, int weight, boolean reverse) {}
}
