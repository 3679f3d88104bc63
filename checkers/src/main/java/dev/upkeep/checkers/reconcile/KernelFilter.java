package dev.upkeep.checkers.reconcile;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftSocket;
import dev.upkeep.netlink.nft.PacketFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kernel of this machine.
final class KernelFilter implements FilterBackend {

    private final Path tracking;
    private final Path forwardV4;
    private final Path forwardV6;
    private final @Nullable Path marker;
    private boolean switchedOn;

    /// @param settings `/proc/sys/net`
    /// @param marker a file that says, across a crash, that connection tracking was off before us;
    ///   null for none
    KernelFilter(Path settings, @Nullable Path marker) {
        tracking = settings.resolve("ipv4/vs/conntrack");
        forwardV4 = settings.resolve("ipv4/ip_forward");
        forwardV6 = settings.resolve("ipv6/conf/all/forwarding");
        this.marker = marker;
    }

    @Override
    public PacketFilter open() throws KernelException {
        return NftSocket.open();
    }

    /// Without `net.ipv4.vs.conntrack` IPVS takes its connections out of connection tracking, and
    /// what is not tracked is not translated. Forwarding is the administrator's to switch on, as
    /// for `lb_kind NAT`.
    @Override
    public List<String> prepare(Set<Family> families) {
        List<String> complaints = new ArrayList<>();
        if (families.isEmpty()) {
            return complaints;
        }
        try {
            if (isOff(tracking)) {
                mark();
                Files.writeString(tracking, "1");
                switchedOn = true;
            }
        } catch (IOException failed) {
            complaints.add("lb_kind FNAT needs net.ipv4.vs.conntrack=1: " + failed);
        }
        for (Family family : families) {
            Path forwarding =
                    switch (family) {
                        case INET -> forwardV4;
                        case INET6 -> forwardV6;
                    };
            try {
                if (isOff(forwarding)) {
                    complaints.add("lb_kind FNAT needs forwarding, but " + forwarding + " is 0");
                }
            } catch (IOException failed) {
                complaints.add("lb_kind FNAT needs forwarding: " + failed);
            }
        }
        return complaints;
    }

    private void mark() throws IOException {
        if (marker != null) {
            Path directory = marker.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(marker, "");
        }
    }

    private static boolean isOff(Path setting) throws IOException {
        return Files.readString(setting).strip().equals("0");
    }

    @Override
    public List<String> restore() {
        if (!switchedOn && (marker == null || !Files.exists(marker))) {
            return List.of();
        }
        switchedOn = false;
        try {
            Files.writeString(tracking, "0");
            if (marker != null) {
                Files.deleteIfExists(marker);
            }
            return List.of();
        } catch (IOException failed) {
            return List.of("net.ipv4.vs.conntrack stays 1: " + failed);
        }
    }
}
