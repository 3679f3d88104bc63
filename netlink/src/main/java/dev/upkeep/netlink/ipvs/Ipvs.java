package dev.upkeep.netlink.ipvs;

import dev.upkeep.netlink.io.KernelException;
import java.util.List;

/// The kernel's table, or a fake of it. Calls block for as long as the kernel needs; only the ipvs
/// thread makes them.
public interface Ipvs extends AutoCloseable {

    /// Reads the whole table.
    ///
    /// @throws KernelException when the kernel refuses
    IpvsTable dump() throws KernelException;

    /// Applies requests in order, in as few system calls as fit. A refused request does not stop
    /// the ones after it.
    ///
    /// @return the requests that the kernel refused, in order
    /// @throws KernelException when the exchange itself fails (socket lost, ENOBUFS); then it is
    ///   unknown what was applied, and a dump tells
    List<Refusal> apply(List<IpvsRequest> requests) throws KernelException;

    /// A request that the kernel refused.
    ///
    /// @param errno positive, as in `errno.h`
    /// @param text the kernel's extended acknowledgement, or the name of the error
    record Refusal(IpvsRequest request, int errno, String text) {}

    @Override
    void close();
}
