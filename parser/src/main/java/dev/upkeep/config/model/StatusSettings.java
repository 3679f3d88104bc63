package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;
import org.jspecify.annotations.Nullable;

/// The listener for metrics and the status page, and what the status shows besides, Upkeep's
/// extension.
///
/// @param address `upkeep_status_address`, null for none
/// @param tokenFile `upkeep_status_token_file`: whose first line allows changes, null for none
/// @param haproxy `upkeep_status_haproxy`: directory of the HAProxy processes of `upkeep api`, null
///   for none
public record StatusSettings(
        @Nullable ListenAddress address, @Nullable String tokenFile, @Nullable String haproxy) {

    /// An address to listen at.
    public sealed interface ListenAddress {

        /// An address and a port.
        record Tcp(Endpoint endpoint) implements ListenAddress {
            @Override
            public String toString() {
                return endpoint.address() + " " + endpoint.port();
            }
        }

        /// A Unix stream socket.
        ///
        /// @param path absolute
        record Unix(String path) implements ListenAddress {
            @Override
            public String toString() {
                return path;
            }
        }
    }
}
