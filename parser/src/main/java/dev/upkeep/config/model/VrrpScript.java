package dev.upkeep.config.model;

import java.time.Duration;

/// `vrrp_script`: a check that runs periodically.
///
/// @param timeout then the script is ended and counts as failed
/// @param rise successes needed to become up
/// @param fall failures needed to become down
public record VrrpScript(
        String name,
        Script script,
        Duration interval,
        Duration timeout,
        int weight,
        boolean reverse,
        int rise,
        int fall,
        boolean initFail) {}
