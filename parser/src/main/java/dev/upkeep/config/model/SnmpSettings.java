package dev.upkeep.config.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// SNMP over AgentX.
public record SnmpSettings(
        @Nullable String socket,
        boolean traps,
        boolean vrrp,
        boolean rfcV2,
        boolean rfcV3,
        boolean checker,
        Duration virtualServerInterval,
        Duration realServerInterval) {}
