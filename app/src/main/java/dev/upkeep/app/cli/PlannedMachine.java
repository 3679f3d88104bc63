package dev.upkeep.app.cli;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.vrrp.resource.PresentResources;
import dev.upkeep.vrrp.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of the machine that a plan is compared with. It is only read.
interface PlannedMachine {

    /// Returns whether a daemon runs behind a pid file.
    boolean daemonRuns(Path pidFile);

    /// Returns which servers the operator drains or has disabled.
    ///
    /// @throws IOException when the daemon's record cannot be read
    AdminStates adminStates() throws IOException;

    /// Returns the changes that a reload of the running daemon would make.
    ///
    /// @throws IOException when the daemon cannot be asked, saying why
    PlanAnswer reloadPlan(Path pidFile, Path file, String configId) throws IOException;

    /// The links, addresses, routes and rules of this host.
    ///
    /// @throws IOException when the kernel refuses
    PresentResources network() throws IOException;

    /// The addresses, routes and rules that a daemon may have set that ended without a word.
    ///
    /// @throws IOException when its record cannot be read
    List<Resource> ourResources() throws IOException;

    /// The entries of the table that are the daemon's, or of one that crashed.
    ///
    /// @throws IOException when its record cannot be read
    Ownership owned() throws IOException;

    /// The load balancer.
    ///
    /// @throws IOException when the kernel refuses
    Balancer balancer() throws IOException;

    /// The kernel's load balancer.
    ///
    /// @param timeouts null while the kernel has no load balancer
    /// @param tracking `net.ipv4.vs.conntrack`
    record Balancer(
            IpvsTable table,
            @Nullable IpvsTimeouts timeouts,
            List<SyncDaemon> syncDaemons,
            boolean tracking) {

        /// A kernel whose module is not loaded yet.
        static final Balancer ABSENT = new Balancer(IpvsTable.empty(), null, List.of(), false);
    }

    /// Returns the tables of nftables that exist among some.
    ///
    /// @throws IOException when the kernel refuses
    Map<NftTable.Id, NftTable> filter(Set<NftTable.Id> tables) throws IOException;
}
