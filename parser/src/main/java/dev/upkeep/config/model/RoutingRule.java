package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import java.util.List;

/// A line of `virtual_rules` or `static_rules`.
///
/// @param preference rule priority
/// @param options every selector and action of the line in canonical spelling, with its words
public record RoutingRule(Family family, long preference, List<LineOption> options) {

    public RoutingRule {
        options = List.copyOf(options);
    }
}
