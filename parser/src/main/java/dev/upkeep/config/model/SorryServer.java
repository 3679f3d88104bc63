package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;

/// `sorry_server`: answers while the quorum is lost.
///
/// @param inhibit `sorry_server_inhibit`
public record SorryServer(Endpoint endpoint, Forwarding forwarding, boolean inhibit) {}
