package dev.upkeep.netlink.libc;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import java.nio.ByteBuffer;

/// `struct sockaddr_*` in memory. The family is in the byte order of the machine, ports and
/// addresses in network order.
public final class Sockaddr {

    /// `sizeof(struct sockaddr_in6)`, the largest of those written here.
    public static final int ROOM = 28;

    private Sockaddr() {}

    /// `AF_*` of a family.
    public static int domain(Family family) {
        return switch (family) {
            case INET -> Constants.AF_INET;
            case INET6 -> Constants.AF_INET6;
        };
    }

    /// Writes `sockaddr_in` or `sockaddr_in6` and returns its length.
    ///
    /// @param scope interface index of a link-local IPv6 address, else 0
    public static int put(ByteBuffer out, int at, Endpoint endpoint, int scope) {
        IpAddress address = endpoint.address();
        out.putShort(at, (short) domain(address.family()));
        putPort(out, at + 2, endpoint.port());
        return switch (address.family()) {
            case INET -> {
                putAddress(out, at + 4, address);
                out.putLong(at + 8, 0);
                yield 16;
            }
            case INET6 -> {
                out.putInt(at + 4, 0).put(at + 8, address.bytes()).putInt(at + 24, scope);
                yield ROOM;
            }
        };
    }

    /// Without an array in between: this is done for every attempt of a check.
    private static void putAddress(ByteBuffer out, int at, IpAddress address) {
        if (address instanceof Ipv4Address(int bits)) {
            out.put(at, (byte) (bits >>> 24)).put(at + 1, (byte) (bits >>> 16));
            out.put(at + 2, (byte) (bits >>> 8)).put(at + 3, (byte) bits);
        } else {
            out.put(at, address.bytes());
        }
    }

    /// Reads what [#put] writes.
    public static Endpoint get(ByteBuffer in, int at) {
        boolean six = in.getShort(at) == Constants.AF_INET6;
        byte[] bytes = new byte[six ? 16 : 4];
        in.get(at + (six ? 8 : 4), bytes);
        int port = ((in.get(at + 2) & 0xff) << 8) | (in.get(at + 3) & 0xff);
        return new Endpoint(IpAddress.of(bytes), port);
    }

    /// Returns the scope (interface index) of an IPv6 address that [#get] would read; 0 for IPv4.
    static int scope(ByteBuffer in, int at) {
        return in.getShort(at) == Constants.AF_INET6 ? in.getInt(at + 24) : 0;
    }

    /// Writes `sockaddr_nl` and returns its length.
    public static int putNetlink(ByteBuffer out, int at, int groups) {
        out.putShort(at, (short) Constants.AF_NETLINK).putShort(at + 2, (short) 0);
        out.putInt(at + 4, 0).putInt(at + 8, groups);
        return 12;
    }

    /// Reads `nl_pid` of a `sockaddr_nl`.
    public static int netlinkPort(ByteBuffer in, int at) {
        return in.getInt(at + 4);
    }

    /// Writes `sockaddr_ll` for sending and returns its length.
    public static int putPacket(ByteBuffer out, int at, int interfaceIndex, int etherType) {
        out.putShort(at, (short) Constants.AF_PACKET);
        putPort(out, at + 2, etherType);
        out.putInt(at + 4, interfaceIndex).putLong(at + 8, 0).putInt(at + 16, 0);
        return 20;
    }

    /// Returns the unspecified address of a family with port 0.
    public static Endpoint any(Family family) {
        return new Endpoint(
                switch (family) {
                    case INET -> new Ipv4Address(0);
                    case INET6 -> new Ipv6Address(0, 0);
                },
                0);
    }

    private static void putPort(ByteBuffer out, int at, int port) {
        out.put(at, (byte) (port >> 8)).put(at + 1, (byte) port);
    }
}
