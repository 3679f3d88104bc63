package dev.upkeep.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a host's programs ask of IPVS, as a `nlmon` device shows it: generic netlink messages to
/// the family `IPVS`, in order. Layout: `linux/genetlink.h`, `linux/ip_vs.h`.
final class Netlink {
    /// Bytes before the message: 2 packet type, 2 hardware type, 10 unused, 2 protocol, big-endian.
    private static final int COOKED_HEADER = 16;

    private static final int GENERIC = 16;
    private static final int CONTROL_FAMILY = 0x10;
    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    private static final int NAME_ATTRIBUTE = 2;
    private static final int ID_ATTRIBUTE = 1;

    /// `IPVS_CMD_*` that change something.
    private static final Map<Integer, String> CHANGES =
            Map.of(
                    1, "NEW_SERVICE",
                    2, "SET_SERVICE",
                    3, "DEL_SERVICE",
                    5, "NEW_DEST",
                    6, "SET_DEST",
                    7, "DEL_DEST",
                    9, "NEW_DAEMON",
                    10, "DEL_DAEMON",
                    12, "SET_CONFIG",
                    17, "FLUSH");

    private Netlink() {}

    /// Prepares a host: its monitor device, called `nlmon0`.
    static void monitor(Host host) {
        host.run("ip", "link", "add", "nlmon0", "type", "nlmon");
        host.run("ip", "link", "set", "nlmon0", "up");
    }

    /// The changes of IPVS asked for on a host while something happens there, by their names.
    static List<String> changesDuring(Host host, Path capture, Runnable action) {
        return requestsDuring(host, capture, action).stream().map(IpvsChange::command).toList();
    }

    /// The changes of IPVS asked for on a host while something happens there.
    static List<IpvsChange> requestsDuring(Host host, Path capture, Runnable action) {
        try (var _ = Capture.start(host, "nlmon0", capture, "")) {
            host.run("ipvsadm", "-Ln"); // makes the family's number known to the capture
            action.run();
        }
        return changes(capture);
    }

    /// The changes of IPVS asked for in a capture of `nlmon0`. The capture must hold the resolution
    /// of the family's name, so it begins before the program that is watched, or `ipvsadm` was run
    /// in it.
    private static List<IpvsChange> changes(Path capture) {
        var messages = new ArrayList<ByteBuffer>();
        Packets.records(capture, record -> split(record, messages));
        int family =
                messages.stream()
                        .mapToInt(Netlink::ipvsFamily)
                        .filter(id -> id > 0)
                        .findFirst()
                        .orElse(0);
        if (family == 0) {
            throw new LabException("nobody looked for IPVS in " + capture);
        }
        return messages.stream()
                .filter(message -> message.getShort(4) == family)
                .filter(message -> (message.getShort(6) & REQUEST) != 0)
                .filter(message -> (message.getShort(6) & DUMP) != DUMP)
                .filter(message -> CHANGES.containsKey((int) message.get(16)))
                .map(message -> IpvsChange.of(name(message), message))
                .toList();
    }

    private static String name(ByteBuffer message) {
        return CHANGES.getOrDefault((int) message.get(16), "");
    }

    private static void split(byte[] record, List<ByteBuffer> messages) {
        boolean generic = record[14] == 0 && record[15] == GENERIC;
        int at = COOKED_HEADER;
        while (generic && record.length - at >= 20) {
            ByteBuffer rest = ByteBuffer.wrap(record, at, record.length - at).slice();
            int length = rest.order(ByteOrder.nativeOrder()).getInt(0);
            if (length < 16 || length > rest.limit()) {
                return;
            }
            messages.add(rest.slice(0, length).order(ByteOrder.nativeOrder()));
            at += (length + 3) & ~3;
        }
    }

    /// The family's number when this is the controller's answer about IPVS, else 0.
    private static int ipvsFamily(ByteBuffer message) {
        if (message.getShort(4) != CONTROL_FAMILY || message.limit() < 24) {
            return 0;
        }
        String name = "";
        int id = 0;
        for (int at = 20; at + 4 <= message.limit(); ) {
            int length = message.getShort(at) & 0xffff;
            if (length < 4 || at + length > message.limit()) {
                break;
            }
            switch (message.getShort(at + 2)) {
                case ID_ATTRIBUTE -> id = message.getShort(at + 4) & 0xffff;
                case NAME_ATTRIBUTE -> {
                    byte[] text = new byte[length - 5];
                    message.get(at + 4, text);
                    name = new String(text, StandardCharsets.US_ASCII);
                }
                default -> {} // attributes of no interest
            }
            at += (length + 3) & ~3;
        }
        return name.equals("IPVS") ? id : 0;
    }
}
