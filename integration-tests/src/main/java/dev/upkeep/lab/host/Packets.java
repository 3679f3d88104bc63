package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Packets of a capture file (libpcap's format, Ethernet), looked at with no help from the code
/// that made them: checksums are added up here once more.
public record Packets(List<byte[]> frames) {
    private static final int ETHERNET = 14;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int ARP = 0x0806;
    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final int VRRP = 112;
    private static final int AH = 51;
    private static final int AH_LENGTH = 24;

    public Packets {
        frames = List.copyOf(frames);
    }

    public static Packets read(Path file) {
        var frames = new ArrayList<byte[]>();
        records(file, frames::add);
        return new Packets(frames);
    }

    /// Gives each record of a capture file in turn (file header 24 bytes, record header 16, host
    /// order).
    public static void records(Path file, java.util.function.Consumer<byte[]> each) {
        try {
            ByteBuffer in =
                    ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            in.position(24);
            while (in.remaining() >= 16) {
                in.position(in.position() + 8);
                byte[] frame = new byte[in.getInt()];
                in.getInt();
                in.get(frame);
                each.accept(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    /// Returns their faults, one line for each packet that has a fault.
    public List<String> malformed() {
        var faults = new ArrayList<String>();
        for (byte[] frame : frames) {
            String fault = fault(frame);
            if (!fault.isEmpty()) {
                faults.add(fault + ": " + HexFormat.of().formatHex(frame));
            }
        }
        return faults;
    }

    private static String fault(byte[] frame) {
        if (type(frame) == ARP) {
            ByteBuffer arp = ByteBuffer.wrap(frame, ETHERNET, frame.length - ETHERNET);
            boolean known =
                    arp.getShort() == 1
                            && arp.getShort() == (short) IPV4
                            && arp.getShort() == 0x0604;
            return known ? "" : "ARP that is not IPv4 over Ethernet";
        }
        if (type(frame) == IPV6) {
            return fault6(frame);
        }
        if (type(frame) != IPV4) {
            return "";
        }
        int header = (frame[ETHERNET] & 0x0f) * 4;
        int total = u16(frame, ETHERNET + 2);
        if (total > frame.length - ETHERNET) {
            return "IPv4 length " + total + " beyond the frame";
        }
        if (sum(frame, ETHERNET, header) != 0xffff) {
            return "IPv4 header checksum";
        }
        int protocol = frame[ETHERNET + 9] & 0xff;
        int from = ETHERNET + header;
        int length = total - header;
        return switch (protocol) {
            case IGMP -> sum(frame, from, length) == 0xffff ? "" : "IGMP checksum";
            case VRRP -> vrrpFault(frame, from, length, ETHERNET + 12, 4);
            case AH -> vrrpFault(frame, from + AH_LENGTH, length - AH_LENGTH, ETHERNET + 12, 4);
            default -> "";
        };
    }

    private static String fault6(byte[] frame) {
        int length = u16(frame, ETHERNET + 4);
        int from = ETHERNET + 40;
        if (length > frame.length - from) {
            return "IPv6 length " + length + " beyond the frame";
        }
        int protocol = frame[ETHERNET + 6] & 0xff;
        return switch (protocol) {
            case ICMPV6 -> summed(frame, from, length, ETHERNET + 8, 16) ? "" : "ICMPv6 checksum";
            case VRRP -> vrrpFault(frame, from, length, ETHERNET + 8, 16);
            default -> "";
        };
    }

    /// Version 2 sums the advertisement alone, version 3 the pseudo header as well.
    private static String vrrpFault(byte[] frame, int from, int length, int addresses, int size) {
        boolean right =
                frame[from] >> 4 == 2
                        ? sum(frame, from, length) == 0xffff
                        : summed(frame, from, length, addresses, size);
        return right ? "" : "VRRP checksum";
    }

    /// Returns whether the checksum over a pseudo header and the payload is right.
    ///
    /// @param addresses where source and destination are, each of `size` bytes
    private static boolean summed(byte[] frame, int from, int length, int addresses, int size) {
        int protocol = frame[ETHERNET + (size == 4 ? 9 : 6)] & 0xff;
        int sum = sum(frame, addresses, 2 * size) + protocol + length + sum(frame, from, length);
        return sum % 0xffff == 0;
    }

    /// The advertisements of a virtual router with this priority, each once and as hex: time to
    /// live, class, multicast destination, payload. Left out is what depends on the sender: its
    /// address, its priority, and the checksum over them.
    public Set<String> adverts(int id, int priority) {
        var found = new TreeSet<String>();
        for (byte[] frame : frames) {
            boolean six = type(frame) == IPV6;
            if (!six && type(frame) != IPV4) {
                continue;
            }
            int from = ETHERNET + (six ? 40 : (frame[ETHERNET] & 0x0f) * 4);
            int protocol = frame[ETHERNET + (six ? 6 : 9)] & 0xff;
            if (protocol == AH) {
                from += AH_LENGTH;
                protocol = frame[from - AH_LENGTH] & 0xff;
            }
            if (protocol == VRRP
                    && (frame[from + 1] & 0xff) == id
                    && (frame[from + 2] & 0xff) == priority) {
                found.add(shape(frame, from, six));
            }
        }
        return found;
    }

    private static String shape(byte[] frame, int from, boolean six) {
        int length = six ? u16(frame, ETHERNET + 4) : u16(frame, ETHERNET + 2) - from + ETHERNET;
        byte[] payload = Arrays.copyOfRange(frame, from, from + length);
        payload[2] = 0;
        payload[6] = 0;
        payload[7] = 0;
        int ttl = frame[ETHERNET + (six ? 7 : 8)] & 0xff;
        int tos = six ? (u16(frame, ETHERNET) >> 4) & 0xff : frame[ETHERNET + 1] & 0xff;
        int to = ETHERNET + (six ? 24 : 16);
        boolean multicast = six ? frame[to] == (byte) 0xff : (frame[to] & 0xf0) == 0xe0;
        String target =
                multicast ? HexFormat.of().formatHex(frame, to, to + (six ? 16 : 4)) : "unicast";
        return "ttl %d class %02x to %s: %s"
                .formatted(ttl, tos, target, HexFormat.of().formatHex(payload));
    }

    /// Priorities of the VRRP advertisements from one source address, in order.
    public List<Integer> advertisedBy(String source) {
        return frames.stream()
                .filter(frame -> type(frame) == IPV4 && (frame[ETHERNET + 9] & 0xff) == VRRP)
                .filter(frame -> address(frame, ETHERNET + 12).equals(source))
                .map(frame -> frame[ETHERNET + (frame[ETHERNET] & 0x0f) * 4 + 2] & 0xff)
                .toList();
    }

    /// Gratuitous ARP packets (sender and target address equal) for an address.
    public List<byte[]> announcements(String address) {
        return frames.stream()
                .filter(frame -> type(frame) == ARP)
                .filter(frame -> address(frame, ETHERNET + 14).equals(address))
                .filter(frame -> address(frame, ETHERNET + 24).equals(address))
                .toList();
    }

    private static int type(byte[] frame) {
        return frame.length < ETHERNET ? 0 : u16(frame, 12);
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static String address(byte[] frame, int at) {
        try {
            byte[] quad = {frame[at], frame[at + 1], frame[at + 2], frame[at + 3]};
            return InetAddress.getByAddress(quad).getHostAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one's complement sum of RFC 1071; 0xffff when the checksum inside is right.
    private static int sum(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[from + i + 1] & 0xff : 0;
            sum += ((bytes[from + i] & 0xff) << 8) | low;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }
}
