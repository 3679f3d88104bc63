package dev.upkeep.app.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listener that a HAProxy on this machine serves, as the JSON of the status has it.
///
/// @param name the first address that it listens at
/// @param label the names of the load balancer and the listener
/// @param state `up`, `down`, or `no answer` where the process gives none
/// @param sessions open now
/// @param connections since the process started, as are the bytes
public record ProxySnapshot(
        String name,
        String label,
        String state,
        long sessions,
        long connections,
        long inBytes,
        long outBytes,
        List<ProxyServerSnapshot> servers) {

    public ProxySnapshot {
        servers = List.copyOf(servers);
    }

    /// A server behind it.
    ///
    /// @param label the name of the member, null for none
    /// @param health `up`, `down` or `unchecked`
    /// @param state `enabled`, `draining` or `disabled`
    /// @param sessions open now
    /// @param why what the last check of HAProxy said
    public record ProxyServerSnapshot(
            String name,
            @Nullable String label,
            String health,
            String state,
            long weight,
            long sessions,
            String why) {}
}
