package dev.upkeep.config.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Root keywords that concern the process itself.
///
/// @param netNamespace network namespace of the daemon, null for the current one
/// @param ipvsNamespace network namespace of IPVS: null for the daemon's, empty for the default one
/// @param instance instance name, null for none
/// @param childWait how long children may take to end
public record ProcessSettings(
        @Nullable String netNamespace,
        @Nullable String ipvsNamespace,
        boolean namespaceWithIpsets,
        boolean usePidDirectory,
        @Nullable String instance,
        Duration childWait,
        boolean linkbeatPolling) {}
