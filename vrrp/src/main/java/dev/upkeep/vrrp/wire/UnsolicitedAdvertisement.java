package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.netlink.route.HardwareAddress;
import java.nio.ByteBuffer;

/// The Ethernet frame that announces the owner of an IPv6 address to a segment: an unsolicited
/// neighbour advertisement to all nodes (RFC 4861 sections 4.4 and 7.2.6) with the override flag
/// and the target link-layer address option.
///
/// @param source Ethernet address of the interface: 6 bytes
/// @param address the address that moved; it is the source of the packet as well
/// @param router whether this host forwards IPv6
public record UnsolicitedAdvertisement(
        HardwareAddress source, Ipv6Address address, boolean router) {

    /// EtherType of IPv6.
    public static final int ETHER_TYPE = 0x86dd;

    /// Bytes of the frame.
    public static final int LENGTH = 86;

    private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
    private static final HardwareAddress ALL_NODES_HARDWARE =
            HardwareAddress.parse("33:33:00:00:00:01"); // RFC 2464 section 7
    private static final int IP_VERSION_6 = 0x6000_0000;
    private static final int ICMP6 = 58;
    private static final int MESSAGE_LENGTH = 32;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int ROUTER = 0x8000_0000;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;

    /// Writes the frame at the position of `out` (big-endian).
    public void write(ByteBuffer out) {
        byte[] own = address.bytes();
        out.put(ALL_NODES_HARDWARE.bytes()).put(source.bytes());
        out.putShort((short) ETHER_TYPE);
        out.putInt(IP_VERSION_6).putShort((short) MESSAGE_LENGTH);
        out.put((byte) ICMP6).put((byte) 255);
        out.put(own).put(ALL_NODES.bytes());
        int message = out.position();
        out.put((byte) NEIGHBOR_ADVERTISEMENT).put((byte) 0).putShort((short) 0);
        out.putInt(OVERRIDE | (router ? ROUTER : 0)).put(own);
        out.put((byte) TARGET_LINK_LAYER_ADDRESS).put((byte) 1); // in units of eight bytes
        out.put(source.bytes());
        int checksum =
                new InternetChecksum()
                        .add(out, message, out.position())
                        .addPseudoHeader(address, ALL_NODES, ICMP6, MESSAGE_LENGTH)
                        .value();
        out.putShort(message + 2, (short) checksum);
    }
}
