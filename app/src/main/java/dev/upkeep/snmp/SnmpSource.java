package dev.upkeep.snmp;

import dev.upkeep.snmp.mib.MibData;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the agent asks of the daemon; any thread.
public interface SnmpSource {

    /// Returns what the objects are computed from.
    CompletableFuture<MibData> data();

    /// Sets the base priority of an instance.
    ///
    /// @param priority 1-254, null for the configured one
    /// @return whether it was done
    CompletableFuture<Boolean> priority(String instance, @Nullable Integer priority);
}
