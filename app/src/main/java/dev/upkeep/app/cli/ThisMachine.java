package dev.upkeep.app.cli;

import dev.upkeep.app.process.PidFiles;
import dev.upkeep.checkers.io.OwnershipFile;
import dev.upkeep.checkers.machine.Owned;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.io.Ipvs;
import dev.upkeep.netlink.io.IpvsSocket;
import dev.upkeep.netlink.io.RouteSocket;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.route.InterfaceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The machine, or the network namespace, that this process runs on.
final class ThisMachine implements PlannedMachine {

    /// Where the daemon keeps what it owns.
    private static final Path STATE = Path.of("/run/upkeep");

    private static final Path NETWORK = Path.of("/proc/self/net");

    @Override
    public boolean daemonRuns(Path pidFile) {
        return PidFiles.runningDaemon(List.of(pidFile)) != null;
    }

    @Override
    public Set<IpAddress> addresses() throws IOException {
        return RouteSocket.addresses().stream()
                .map(InterfaceAddress::address)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<IpAddress> ourAddresses() throws IOException {
        return AddressFile.inDirectory(STATE).load();
    }

    @Override
    public Owned owned() throws IOException {
        return new OwnershipFile(OwnershipFile.inDirectory(STATE)).load();
    }

    /// Only to ask for IPVS would load its module, so we look whether it is there first.
    @Override
    public IpvsTable table() throws IOException {
        if (Files.isDirectory(NETWORK) && !Files.exists(NETWORK.resolve("ip_vs"))) {
            return IpvsTable.empty();
        }
        try (Ipvs ipvs = IpvsSocket.open()) {
            return ipvs.dump();
        }
    }
}
