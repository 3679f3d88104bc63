package dev.upkeep.checkers.io;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.io.KernelException;
import dev.upkeep.netlink.io.NftSocket;
import dev.upkeep.netlink.nft.PacketFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The kernel of this machine.
final class KernelFilter implements FilterBackend {

    private static final Path TRACKING = Path.of("/proc/sys/net/ipv4/vs/conntrack");
    private static final Path FORWARD_V4 = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final Path FORWARD_V6 = Path.of("/proc/sys/net/ipv6/conf/all/forwarding");

    private boolean switchedOn;

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
            if (isOff(TRACKING)) {
                Files.writeString(TRACKING, "1");
                switchedOn = true;
            }
        } catch (IOException failed) {
            complaints.add("lb_kind FNAT needs net.ipv4.vs.conntrack=1: " + failed);
        }
        for (Family family : families) {
            Path forwarding =
                    switch (family) {
                        case INET -> FORWARD_V4;
                        case INET6 -> FORWARD_V6;
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

    private static boolean isOff(Path setting) throws IOException {
        return Files.readString(setting).strip().equals("0");
    }

    @Override
    public List<String> restore() {
        if (!switchedOn) {
            return List.of();
        }
        switchedOn = false;
        try {
            Files.writeString(TRACKING, "0");
            return List.of();
        } catch (IOException failed) {
            return List.of("net.ipv4.vs.conntrack stays 1: " + failed);
        }
    }
}
