package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `garp_group`: a rate limit that several interfaces share; null intervals are not limited.
public record GarpGroup(
        List<String> interfaces, @Nullable Duration garpInterval, @Nullable Duration gnaInterval) {

    public GarpGroup {
        interfaces = List.copyOf(interfaces);
    }
}
