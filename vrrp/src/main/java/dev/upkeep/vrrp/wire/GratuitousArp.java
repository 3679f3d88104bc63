package dev.upkeep.vrrp.wire;

import dev.upkeep.net.Ipv4Address;
import dev.upkeep.netlink.route.HardwareAddress;
import java.nio.ByteBuffer;

/// The Ethernet frame that announces the owner of an IPv4 address to a segment: an ARP request
/// whose sender and target are that address (RFC 5227 section 3), with the broadcast address as
/// target hardware address, as keepalived sends it.
///
/// @param source Ethernet address of the interface: 6 bytes
/// @param address the address that moved
public record GratuitousArp(HardwareAddress source, Ipv4Address address) {

    /// EtherType of ARP.
    public static final int ETHER_TYPE = 0x0806;

    /// Bytes of the frame.
    public static final int LENGTH = 42;

    private static final int ETHERNET_LENGTH = 6;
    private static final HardwareAddress BROADCAST = HardwareAddress.parse("ff:ff:ff:ff:ff:ff");
    private static final int ETHERNET = 1; // ARPHRD_ETHER
    private static final int IPV4 = 0x0800; // ETH_P_IP
    private static final int REQUEST = 1; // ARPOP_REQUEST

    /// Writes the frame at the position of `out` (big-endian).
    public void write(ByteBuffer out) {
        byte[] from = source.bytes();
        byte[] all = BROADCAST.bytes();
        out.put(all).put(from).putShort((short) ETHER_TYPE);
        out.putShort((short) ETHERNET).putShort((short) IPV4);
        out.put((byte) ETHERNET_LENGTH).put((byte) 4);
        out.putShort((short) REQUEST);
        out.put(from).putInt(address.bits());
        out.put(all).putInt(address.bits());
    }
}
