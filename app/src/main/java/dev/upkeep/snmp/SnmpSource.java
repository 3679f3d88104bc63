package dev.upkeep.snmp;

import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServiceName;
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

    /// Lets an instance preempt a lower master, or not.
    ///
    /// @param preempts null for what is configured
    /// @return whether it was done
    CompletableFuture<Boolean> preemption(String instance, @Nullable Boolean preempts);

    /// Sets the weight of a real server.
    ///
    /// @param weight 0-2147483647, null for the configured one
    /// @return whether it was done
    CompletableFuture<Boolean> weight(
            ServiceName service, ServerName server, @Nullable Integer weight);
}
