package dev.upkeep.lbaas.mapping;

import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of this machine in a cluster whose directors spread connections over HAProxy nodes. It
/// is a node, a director, or both.
///
/// @param self the address at which directors reach this node; null for a director that is none
/// @param uplink interface that clients come by; null for a node that is no director
/// @param nodes that this director spreads connections over; empty on a node that is no director
public record Layers(@Nullable IpAddress self, @Nullable String uplink, List<Node> nodes) {

    public Layers {
        nodes = List.copyOf(nodes);
    }

    /// A node as one director sees it.
    ///
    /// @param weight 0 - 65535; 0 for no new connections
    public record Node(IpAddress address, int weight) {}

    /// Returns whether this machine passes connections on.
    public boolean director() {
        return uplink != null;
    }
}
