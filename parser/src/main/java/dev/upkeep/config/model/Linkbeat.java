package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// A line of `linkbeat_interfaces`; without a type the best working method is chosen.
public record Linkbeat(String interfaceName, @Nullable Type type) {

    /// The polling methods.
    public enum Type {
        MII,
        ETHTOOL,
        IOCTL
    }
}
