package dev.upkeep.app.cli;

import dev.upkeep.checkers.machine.Owned;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.nft.NftTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a plan is compared with. It is only read.
interface PlannedMachine {

    /// Whether a daemon runs behind a pid file.
    boolean daemonRuns(Path pidFile);

    /// The list of servers of the daemon behind a pid file (`upkeep server list`).
    ///
    /// @throws IOException when it does not answer
    List<String> servers(Path pidFile) throws IOException;

    /// The addresses of this host.
    ///
    /// @throws IOException when the kernel refuses
    Set<IpAddress> addresses() throws IOException;

    /// The addresses that the running daemon may have set.
    ///
    /// @throws IOException when its record cannot be read
    Set<IpAddress> ourAddresses() throws IOException;

    /// The entries of the table that are the daemon's, or of one that crashed.
    ///
    /// @throws IOException when its record cannot be read
    Owned owned() throws IOException;

    /// The table of the load balancer; empty when the kernel has none yet.
    ///
    /// @throws IOException when the kernel refuses
    IpvsTable table() throws IOException;

    /// Those of some tables of nftables that there are.
    ///
    /// @throws IOException when the kernel refuses
    Map<NftTable.Id, NftTable> filter(Set<NftTable.Id> tables) throws IOException;
}
