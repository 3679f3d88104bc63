package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_routes` or `static_routes`: the destination and its options by keyword.
///
/// @param type route type word: `unicast`, `blackhole`, ..
/// @param destination null for the default route
/// @param options every option of the line in canonical spelling, with its words
/// @param nextHops the `nexthop` parts, empty for a single path
public record Route(
        Family family,
        String type,
        @Nullable IpAddress destination,
        int prefixLength,
        List<LineOption> options,
        List<List<LineOption>> nextHops) {

    public Route {
        options = List.copyOf(options);
        nextHops = nextHops.stream().map(List::copyOf).toList();
    }

    /// Returns whether its loss is a fault of the instance: it names an interface before its next
    /// hops, and not `no_track`.
    public boolean tracked() {
        return !ignored() && (has("dev") || has("vrf"));
    }

    /// Returns whether it does not matter that another program removes it (`no_track`).
    public boolean ignored() {
        return has("no_track");
    }

    private boolean has(String keyword) {
        return options.stream().anyMatch(option -> option.keyword().equals(keyword));
    }

    /// Returns the destination as `ip` writes it: `default` or `10.0.0.0/8`.
    public String prefix() {
        return destination == null ? "default" : destination + "/" + prefixLength;
    }
}
