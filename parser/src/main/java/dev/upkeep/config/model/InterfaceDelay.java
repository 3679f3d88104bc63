package dev.upkeep.config.model;

import java.time.Duration;

/// A line of `interface_up_down_delays`: how long a link change must last before it counts.
public record InterfaceDelay(String interfaceName, Duration down, Duration up) {}
