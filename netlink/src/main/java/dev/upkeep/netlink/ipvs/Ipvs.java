package dev.upkeep.netlink.ipvs;

import dev.upkeep.netlink.libc.KernelException;
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
    ///   unknown what was applied, and a dump shows it
    List<Refusal> apply(List<IpvsRequest> requests) throws KernelException;

    /// Reads the whole table with its statistics.
    ///
    /// @throws KernelException when the kernel refuses
    List<ServiceStatus> status() throws KernelException;

    /// Reads the destinations of one service with their connections; none when the service is gone.
    ///
    /// @throws KernelException when the kernel refuses
    List<DestinationStatus> status(ServiceKey key) throws KernelException;

    /// Reads the timeouts of connections.
    ///
    /// @throws KernelException when the kernel refuses
    IpvsTimeouts timeouts() throws KernelException;

    /// Sets the timeouts of connections; a 0 leaves one as it is.
    ///
    /// @throws KernelException when the kernel refuses
    void setTimeouts(IpvsTimeouts timeouts) throws KernelException;

    /// Reads which sync daemons run: at most one of each role.
    ///
    /// @throws KernelException when the kernel refuses
    List<SyncDaemon> syncDaemons() throws KernelException;

    /// Starts a sync daemon.
    ///
    /// @throws KernelException EEXIST when one of the role runs, ENODEV without the interface
    void startSyncDaemon(SyncDaemon daemon) throws KernelException;

    /// Stops the sync daemon of a role.
    ///
    /// @throws KernelException ESRCH when none runs
    void stopSyncDaemon(SyncDaemon.Role role) throws KernelException;

    /// Sets the statistics of all services to zero.
    ///
    /// @throws KernelException when the kernel refuses
    void zeroCounters() throws KernelException;

    /// Reads the kernel's version of IPVS.
    ///
    /// @throws KernelException when the kernel refuses
    IpvsInfo info() throws KernelException;

    /// A request that the kernel refused.
    ///
    /// @param errno positive, as in `errno.h`
    /// @param text the kernel's extended acknowledgement, or the name of the error
    record Refusal(IpvsRequest request, int errno, String text) {}

    @Override
    void close();
}
