package dev.upkeep.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// A change of the IPVS table that a program asked for, read with no help from the code that made
/// it (`linux/ip_vs.h`). IPv4 only.
///
/// @param command without `IPVS_CMD_`: `NEW_DEST`
/// @param service as [IpvsTable] names it, empty when the request names none
/// @param server address and port, empty when the request names none
/// @param weight 0 when the request says none
record IpvsChange(String command, String service, String server, int weight) {
    private static final int HEADERS = 20;
    private static final int TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER

    /// Reads a whole netlink message.
    static IpvsChange of(String command, ByteBuffer message) {
        Map<Integer, ByteBuffer> parts =
                attributes(message.slice(HEADERS, message.limit() - HEADERS));
        Map<Integer, ByteBuffer> service = nested(parts, 1); // IPVS_CMD_ATTR_SERVICE
        Map<Integer, ByteBuffer> server = nested(parts, 2); // IPVS_CMD_ATTR_DEST
        ByteBuffer weight = server.get(4); // IPVS_DEST_ATTR_WEIGHT
        return new IpvsChange(
                command,
                service.isEmpty() ? "" : service(service),
                server.isEmpty() ? "" : endpoint(server, 1, 2),
                weight == null ? 0 : weight.getInt(0));
    }

    private static Map<Integer, ByteBuffer> nested(Map<Integer, ByteBuffer> parts, int type) {
        ByteBuffer part = parts.get(type);
        return part == null ? Map.of() : attributes(part);
    }

    private static Map<Integer, ByteBuffer> attributes(ByteBuffer from) {
        ByteBuffer in = from.order(ByteOrder.nativeOrder());
        var found = new HashMap<Integer, ByteBuffer>();
        for (int at = 0; at + 4 <= in.limit(); ) {
            int length = in.getShort(at) & 0xffff;
            if (length < 4 || at + length > in.limit()) {
                throw new LabException("attribute of " + length + " bytes in " + in);
            }
            found.put(
                    in.getShort(at + 2) & TYPE_MASK,
                    in.slice(at + 4, length - 4).order(ByteOrder.nativeOrder()));
            at += (length + 3) & ~3;
        }
        return found;
    }

    private static String service(Map<Integer, ByteBuffer> attributes) {
        ByteBuffer mark = attributes.get(5); // IPVS_SVC_ATTR_FWMARK
        if (mark != null) {
            return "FWM " + mark.getInt(0);
        }
        ByteBuffer protocol = attributes.get(2); // IPVS_SVC_ATTR_PROTOCOL
        boolean udp = protocol != null && protocol.getShort(0) == 17;
        return (udp ? "UDP " : "TCP ") + endpoint(attributes, 3, 4);
    }

    private static String endpoint(Map<Integer, ByteBuffer> attributes, int address, int port) {
        ByteBuffer bytes = attributes.get(address);
        ByteBuffer number = attributes.get(port);
        if (bytes == null || number == null) {
            throw new LabException("no address or port in " + attributes);
        }
        return "%d.%d.%d.%d:%d"
                .formatted(
                        bytes.get(0) & 0xff,
                        bytes.get(1) & 0xff,
                        bytes.get(2) & 0xff,
                        bytes.get(3) & 0xff,
                        number.order(ByteOrder.BIG_ENDIAN).getShort(0) & 0xffff);
    }
}
