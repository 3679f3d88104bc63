package dev.upkeep.checkers.reconcile;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.PacketFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Access to nftables, and to what else of the kernel `lb_kind FNAT` needs; tests have one of their
/// own.
public interface FilterBackend {

    /// Opens nftables.
    ///
    /// @throws KernelException naming the module or the capability that is missing
    PacketFilter open() throws KernelException;

    /// Prepares the kernel for source translation.
    ///
    /// @param families those with services of `lb_kind FNAT`; none when there are none
    /// @return what stands in the way, for the log
    List<String> prepare(Set<Family> families);

    /// Undoes what [#prepare] changed.
    ///
    /// @return what stands in the way, for the log
    List<String> restore();

    /// Returns the kernel of this machine.
    ///
    /// @param marker a file that remembers across a crash what has to be undone, null for none
    static FilterBackend kernel(@Nullable Path marker) {
        return new KernelFilter(Path.of("/proc/sys/net"), marker);
    }
}
