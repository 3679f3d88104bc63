package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.InstanceTransportKeywords.*;
import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.PeerType.PeerLine;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Multicast or unicast, and from which address.
record TransportBuilder(BuildContext build, Family family, boolean strict) {

    VrrpTransport build(BoundBlock block) {
        List<VrrpTransport.Peer> peers = new ArrayList<>();
        boolean limited = peers(block, peers);
        IpAddress multicastSource = fitting(block, MCAST_SRC_IP);
        IpAddress unicastSource = fitting(block, UNICAST_SRC_IP);
        IpAddress source =
                unicastSource == null
                                || block.position(MCAST_SRC_IP) > block.position(UNICAST_SRC_IP)
                        ? (multicastSource == null ? unicastSource : multicastSource)
                        : unicastSource;
        boolean trackSource = block.isOn(TRACK_SRC_IP);
        VrrpDefaults defaults = build.global().vrrpDefaults();
        boolean checkSource =
                limited || block.isOn(CHECK_UNICAST_SRC) || defaults.checkUnicastSource();
        boolean faultWithoutPeer = block.isOn(UNICAST_FAULT_NO_PEER);
        if (peers.isEmpty() && !faultWithoutPeer) {
            complainAboutUnicast(block);
            IpAddress group = fitting(block, MCAST_DST_IP);
            IpAddress general =
                    family == Family.INET ? defaults.multicastGroup4() : defaults.multicastGroup6();
            return new VrrpTransport.Multicast(
                    source, trackSource && source != null, group == null ? general : group);
        }
        if (strict) {
            build.findings()
                    .error(
                            DiagnosticCode.VRRP_STRICT,
                            block.where(UNICAST_PEER),
                            "vrrp_instance " + block.name() + ": strict_mode allows multicast only",
                            null);
        }
        boolean needlessTtl = peers.isEmpty() && block.has(UNICAST_TTL);
        if (needlessTtl) {
            build.warning(
                    DiagnosticCode.UNICAST_NO_PEERS,
                    block.where(UNICAST_TTL),
                    "unicast_ttl has no effect without unicast_peer",
                    "name the peers");
        }
        return new VrrpTransport.Unicast(
                source,
                trackSource && source != null,
                peers,
                needlessTtl ? null : block.get(UNICAST_TTL),
                checkSource,
                faultWithoutPeer,
                defaults.multicastGroup4());
    }

    /// Collects the peers; true when one of them limits TTLs.
    private boolean peers(BoundBlock block, List<VrrpTransport.Peer> into) {
        boolean limited = false;
        for (Located<PeerLine> line : block.lines(UNICAST_PEER)) {
            VrrpTransport.Peer peer = line.value().peer();
            if (peer.address().family() != family) {
                build.error(
                        DiagnosticCode.ADDRESS_FAMILY,
                        line.where(),
                        "unicast_peer " + peer.address() + " is not of the instance's family",
                        null);
                continue;
            }
            if (into.stream().anyMatch(other -> other.address().equals(peer.address()))) {
                build.findings()
                        .hint(
                                DiagnosticCode.PEER_TWICE,
                                line.where(),
                                "unicast_peer " + peer.address() + " is given twice",
                                "remove one of the lines");
                continue;
            }
            limited |= line.value().limited();
            into.add(peer);
        }
        return limited;
    }

    private @Nullable IpAddress fitting(BoundBlock block, Keyword<IpAddress> keyword) {
        IpAddress address = block.get(keyword);
        if (address == null || address.family() == family) {
            return address;
        }
        build.error(
                DiagnosticCode.ADDRESS_FAMILY,
                block.where(keyword),
                keyword.name() + " " + address + " is not of the instance's family; ignored",
                null);
        return null;
    }

    private void complainAboutUnicast(BoundBlock block) {
        for (Keyword<?> keyword : List.of(UNICAST_SRC_IP, UNICAST_TTL, CHECK_UNICAST_SRC)) {
            if (block.has(keyword)) {
                build.warning(
                        DiagnosticCode.UNICAST_NO_PEERS,
                        block.where(keyword),
                        keyword.name() + " is given but no unicast_peer; adverts go to the group",
                        "name the peers, or write mcast_src_ip");
            }
        }
        if (block.has(UNICAST_PEER) && !block.has(UNICAST_SRC_IP)) {
            build.warning(
                    DiagnosticCode.UNICAST_NO_PEERS,
                    block.where(UNICAST_PEER),
                    "unicast_peer names no usable peer; adverts go to the group",
                    "name the peers, or remove the block");
        }
    }
}
