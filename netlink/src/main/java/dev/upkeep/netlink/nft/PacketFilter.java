package dev.upkeep.netlink.nft;

import dev.upkeep.netlink.libc.KernelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel's nftables, or a fake of them. Calls block for as long as the kernel needs; they
/// belong to one thread at a time.
public interface PacketFilter extends AutoCloseable {

    /// Reads a table with all that is in it, null when there is none.
    ///
    /// @throws KernelException when the kernel refuses
    @Nullable NftTable read(NftTable.Id id) throws KernelException;

    /// Applies a transaction: all of it, or nothing when one change is refused.
    ///
    /// @throws KernelException naming the first change that was refused
    void apply(List<NftRequest> transaction) throws KernelException;

    @Override
    void close();
}
