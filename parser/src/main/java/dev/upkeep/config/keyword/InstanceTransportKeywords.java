package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.IpvlanType;
import dev.upkeep.config.value.MacvlanType;
import dev.upkeep.config.value.PeerType;
import dev.upkeep.config.value.PeerType.PeerLine;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keywords of `vrrp_instance` about the way its packets take: sockets, peers, interfaces of its
/// own.
public final class InstanceTransportKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VrrpInstance> BLOCK = new BlockSchema<>();

    private InstanceTransportKeywords() {}

    public static final Keyword<Integer> KERNEL_RX_BUF_SIZE =
            BLOCK.add(
                    Keyword.of(
                                    "kernel_rx_buf_size",
                                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                                    help("Receive buffer of the adverts of this instance.")
                                            .goesOnWithoutArgument())
                            .orElse(0, "vrrp_rx_bufs_policy"),
                    instance -> instance.link().receiveBuffer());
    public static final Keyword<IpAddress> MCAST_SRC_IP =
            BLOCK.add(
                    Keyword.of("mcast_src_ip", AddressType.ANY, help("Source address of adverts."))
                            .unset("first address of the interface"),
                    of(VrrpTransport.Multicast.class, VrrpTransport.Multicast::source));
    public static final Keyword<IpAddress> UNICAST_SRC_IP =
            BLOCK.add(
                    Keyword.of(
                                    "unicast_src_ip",
                                    AddressType.ANY,
                                    help("Source address of adverts; the instance is unicast."))
                            .unset("first address of the interface"),
                    of(VrrpTransport.Unicast.class, VrrpTransport.Unicast::source));
    public static final Keyword<IpAddress> MCAST_DST_IP =
            BLOCK.add(
                    Keyword.of("mcast_dst_ip", AddressType.GROUP, help("Group that adverts go to."))
                            .inherits("vrrp_mcast_group4, vrrp_mcast_group6"),
                    of(VrrpTransport.Multicast.class, VrrpTransport.Multicast::destination));
    public static final LineBlock<PeerLine> UNICAST_PEER =
            BLOCK.add(
                    LineBlock.ofLines(
                            "unicast_peer",
                            PeerType.PEER,
                            help("Sends adverts to each of these instead of a group.")),
                    InstanceTransportKeywords::peers);
    public static final Keyword<Boolean> UNICAST_FAULT_NO_PEER =
            BLOCK.add(
                    Keyword.flag(
                            "unicast_fault_no_peer",
                            help("FAULT when there are no peers, instead of multicast.")),
                    of(VrrpTransport.Unicast.class, VrrpTransport.Unicast::faultWithoutPeer));
    public static final Keyword<Integer> UNICAST_TTL =
            BLOCK.add(
                    Keyword.of(
                                    "unicast_ttl",
                                    new IntegerType("hops", 0, 255),
                                    help("TTL of unicast adverts."))
                            .unset("255"),
                    of(VrrpTransport.Unicast.class, VrrpTransport.Unicast::ttl));
    public static final Keyword<Boolean> CHECK_UNICAST_SRC =
            BLOCK.add(
                    Keyword.flag(
                                    "check_unicast_src",
                                    help("Takes adverts only from configured peers."))
                            .inherits("vrrp_check_unicast_src"),
                    of(VrrpTransport.Unicast.class, VrrpTransport.Unicast::checkSource));
    public static final Keyword<Boolean> NATIVE_IPV6 =
            BLOCK.add(
                    Keyword.flag("native_ipv6", help("IPv6 though no address says so.")),
                    instance -> instance.identity().family() == Family.INET6);
    public static final Keyword<String> VRF =
            BLOCK.add(
                    Keyword.of(
                            "vrf",
                            InterfaceType.INTERFACE,
                            help("VRF of a unicast instance without an interface.")),
                    instance -> instance.link().vrf());
    public static final Keyword<Macvlan> USE_VMAC =
            BLOCK.add(
                    Keyword.of(
                            "use_vmac",
                            MacvlanType.MACVLAN,
                            help("Runs on a macvlan with the virtual MAC address.").firstCounts()),
                    instance -> instance.link().macvlan());
    public static final Keyword<Boolean> USE_VMAC_ADDR =
            BLOCK.add(
                    Keyword.flag(
                            "use_vmac_addr",
                            help("A macvlan for each address on another interface.")),
                    instance -> instance.link().vmacForAddresses());
    public static final Keyword<Boolean> VMAC_XMIT_BASE =
            BLOCK.add(
                    Keyword.flag("vmac_xmit_base", help("Sends adverts from the base interface.")),
                    instance -> instance.link().transmitFromBase());
    public static final Keyword<Ipvlan> USE_IPVLAN =
            BLOCK.add(
                    Keyword.of(
                            "use_ipvlan",
                            IpvlanType.IPVLAN,
                            help("Runs on an ipvlan.").firstCounts()),
                    instance -> instance.link().ipvlan());

    private static <V extends VrrpTransport, T> Function<VrrpInstance, @Nullable T> of(
            Class<V> kind, Function<V, @Nullable T> value) {
        return instance ->
                kind.isInstance(instance.transport())
                        ? value.apply(kind.cast(instance.transport()))
                        : null;
    }

    private static List<PeerLine> peers(VrrpInstance instance) {
        return instance.transport() instanceof VrrpTransport.Unicast unicast
                ? unicast.peers().stream().map(PeerLine::of).toList()
                : List.of();
    }
}
