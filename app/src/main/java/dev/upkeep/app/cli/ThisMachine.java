package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.app.process.PidFiles;
import dev.upkeep.app.process.StateDirectory;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.service.AdminStateFile;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsSocket;
import dev.upkeep.netlink.nft.NftSocket;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import dev.upkeep.vrrp.io.NetworkPlan;
import dev.upkeep.vrrp.io.ResourceFile;
import dev.upkeep.vrrp.resource.PresentResources;
import dev.upkeep.vrrp.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The machine, or the network namespace, that this process runs on.
final class ThisMachine implements PlannedMachine {

    /// Is not there either where nftables are built into the kernel and not a module.
    private static final Path FILTER_MODULE = Path.of("/sys/module/nf_tables");

    private static final Path TRACKING = Path.of("/proc/sys/net/ipv4/vs/conntrack");

    private static final Path NETWORK = Path.of("/proc/self/net");

    @Override
    public boolean daemonRuns(Path pidFile) {
        return PidFiles.runningDaemon(List.of(pidFile), Set.of()) != null;
    }

    @Override
    public PlanAnswer reloadPlan(Path pidFile, Path file, String configId) throws IOException {
        List<String> words = List.of("plan", file.toAbsolutePath().toString(), configId);
        Answer answer = ControlClient.ask(ControlSocket.beside(pidFile), words);
        if (answer.error() != null) {
            throw new IOException(answer.error());
        }
        return PlanAnswer.of(answer);
    }

    @Override
    public AdminStates adminStates() throws IOException {
        return AdminStateFile.beside(OwnershipFile.inDirectory(StateDirectory.PATH)).load();
    }

    @Override
    public PresentResources network() throws IOException {
        return NetworkPlan.present();
    }

    @Override
    public List<Resource> ourResources() throws IOException {
        return ResourceFile.inDirectory(StateDirectory.PATH).load().resources();
    }

    @Override
    public Ownership owned() throws IOException {
        return new OwnershipFile(OwnershipFile.inDirectory(StateDirectory.PATH)).load();
    }

    /// Only to ask for IPVS would load its module, so we look whether it is there first.
    @Override
    public Balancer balancer() throws IOException {
        if (Files.isDirectory(NETWORK) && !Files.exists(NETWORK.resolve("ip_vs"))) {
            return Balancer.ABSENT;
        }
        try (Ipvs ipvs = IpvsSocket.open()) {
            return new Balancer(
                    ipvs.dump(),
                    ipvs.timeouts(),
                    ipvs.syncDaemons(),
                    Files.exists(TRACKING) && Files.readString(TRACKING).strip().equals("1"));
        }
    }

    /// As with IPVS: to ask for nftables would load its module.
    @Override
    public Map<NftTable.Id, NftTable> filter(Set<NftTable.Id> tables) throws IOException {
        Map<NftTable.Id, NftTable> found = new HashMap<>();
        boolean loaded = Files.exists(FILTER_MODULE) || !owned().tables().isEmpty();
        if (tables.isEmpty() || !loaded) {
            return found;
        }
        try (PacketFilter filter = NftSocket.open()) {
            for (NftTable.Id id : tables) {
                NftTable table = filter.read(id);
                if (table != null) {
                    found.put(id, table);
                }
            }
        }
        return found;
    }
}
