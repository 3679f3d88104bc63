package dev.upkeep.checkers.service;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.reconcile.FilterBackend;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The options of the checkers from the command line and the environment.
///
/// @param leaveTable `-I`: the kernel's table stays as it is at the end
/// @param ownershipFile where to remember which entries are ours, null for nowhere; one per network
///   namespace (see [dev.upkeep.checkers.reconcile.OwnershipFile#inDirectory])
/// @param maxProbes how many attempts run at the same time
/// @param commands how the programs of `MISC_CHECK` are run
/// @param ipvsNamespace network namespace of the table, empty for that of process 1, null for that
///   of this process; the socket is open there already, and the thread that changes the table
///   enters it
/// @param filter where nftables is, for `nftables_ipvs` and `lb_kind FNAT`
public record CheckerOptions(
        boolean leaveTable,
        @Nullable Path ownershipFile,
        int maxProbes,
        ScriptCommands commands,
        @Nullable String ipvsNamespace,
        FilterBackend filter) {

    /// Enough for a check a second of many thousand servers, and below the usual limit of
    /// descriptors.
    public static final int DEFAULT_MAX_PROBES = 4096;

    /// Options on the kernel of this machine.
    public CheckerOptions(
            boolean leaveTable,
            @Nullable Path ownershipFile,
            int maxProbes,
            ScriptCommands commands,
            @Nullable String ipvsNamespace) {
        this(
                leaveTable,
                ownershipFile,
                maxProbes,
                commands,
                ipvsNamespace,
                FilterBackend.kernel(
                        ownershipFile == null
                                ? null
                                : ownershipFile.resolveSibling(
                                        ownershipFile.getFileName() + ".conntrack")));
    }

    /// Returns the options of a command line without options.
    public static CheckerOptions defaults() {
        return new CheckerOptions(false, null, DEFAULT_MAX_PROBES, ScriptCommands.AS_WRITTEN, null);
    }
}
