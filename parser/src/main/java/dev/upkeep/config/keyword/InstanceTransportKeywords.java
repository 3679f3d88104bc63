package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.IpvlanType;
import dev.upkeep.config.value.MacvlanType;
import dev.upkeep.config.value.PeerType;
import dev.upkeep.config.value.PeerType.PeerLine;
import dev.upkeep.net.IpAddress;

/// Keywords of `vrrp_instance` about the way its packets take: sockets, peers, interfaces of its
/// own.
public final class InstanceTransportKeywords {
    private InstanceTransportKeywords() {}

    public static final Keyword<Integer> KERNEL_RX_BUF_SIZE =
            Keyword.of(
                    "kernel_rx_buf_size",
                    new IntegerType("bytes", 0, Integer.MAX_VALUE),
                    help("Receive buffer of the adverts of this instance.")
                            .byDefault("vrrp_rx_bufs_policy")
                            .later());
    public static final Keyword<IpAddress> MCAST_SRC_IP =
            Keyword.of(
                    "mcast_src_ip",
                    AddressType.ANY,
                    help("Source address of adverts.").byDefault("first address of the interface"));
    public static final Keyword<IpAddress> UNICAST_SRC_IP =
            Keyword.of(
                    "unicast_src_ip",
                    AddressType.ANY,
                    help("Source address of adverts; the instance is unicast.")
                            .byDefault("first address of the interface"));
    public static final Keyword<IpAddress> MCAST_DST_IP =
            Keyword.of(
                    "mcast_dst_ip",
                    AddressType.GROUP,
                    help("Group that adverts go to.")
                            .byDefault("vrrp_mcast_group4, vrrp_mcast_group6"));
    public static final LineBlock<PeerLine> UNICAST_PEER =
            LineBlock.ofLines(
                    "unicast_peer",
                    PeerType.PEER,
                    help("Sends adverts to each of these instead of a group."));
    public static final Keyword<Boolean> UNICAST_FAULT_NO_PEER =
            Keyword.of(
                    "unicast_fault_no_peer",
                    FlagType.NONE,
                    help("FAULT when there are no peers, instead of multicast.").byDefault("off"));
    public static final Keyword<Integer> UNICAST_TTL =
            Keyword.of(
                    "unicast_ttl",
                    new IntegerType("hops", 0, 255),
                    help("TTL of unicast adverts.")
                            .byDefault("255 for IPv4, the kernel's for IPv6"));
    public static final Keyword<Boolean> CHECK_UNICAST_SRC =
            Keyword.of(
                    "check_unicast_src",
                    FlagType.NONE,
                    help("Takes adverts only from configured peers.")
                            .byDefault("vrrp_check_unicast_src"));
    public static final Keyword<Boolean> NATIVE_IPV6 =
            Keyword.of(
                    "native_ipv6",
                    FlagType.NONE,
                    help("IPv6 though no address says so.").byDefault("off"));
    public static final Keyword<String> VRF =
            Keyword.of(
                    "vrf",
                    InterfaceType.INTERFACE,
                    help("VRF of a unicast instance without an interface.").later());
    public static final Keyword<Macvlan> USE_VMAC =
            Keyword.of(
                    "use_vmac",
                    MacvlanType.MACVLAN,
                    help("Runs on a macvlan with the virtual MAC address.").firstCounts().later());
    public static final Keyword<Boolean> USE_VMAC_ADDR =
            Keyword.of(
                    "use_vmac_addr",
                    FlagType.NONE,
                    help("A macvlan for each address on another interface.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> VMAC_XMIT_BASE =
            Keyword.of(
                    "vmac_xmit_base",
                    FlagType.NONE,
                    help("Sends adverts from the base interface.").byDefault("off").later());
    public static final Keyword<Ipvlan> USE_IPVLAN =
            Keyword.of(
                    "use_ipvlan",
                    IpvlanType.IPVLAN,
                    help("Runs on an ipvlan.").firstCounts().later());
}
