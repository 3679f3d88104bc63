package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// D-Bus.
public record DbusSettings(boolean enabled, String serviceName, @Nullable String noInterfaceName) {}
