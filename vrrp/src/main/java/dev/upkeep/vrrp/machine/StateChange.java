package dev.upkeep.vrrp.machine;

import java.time.Instant;

/// A change of the state of an instance.
///
/// @param at the time of day
/// @param state keepalived's name of the new state: `MASTER`, `BACKUP`, `FAULT` or `INIT`
/// @param reason why, one clause
public record StateChange(Instant at, String state, String reason) {}
