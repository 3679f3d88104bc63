package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeResult.Failed;
import dev.upkeep.checkers.probe.ProbeResult.Passed;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Requests, and verdicts on the answers, of the checks that send one datagram: UDP, DNS and ping.
public final class DatagramProbes {

    private static final int DNS_HEADER = 12;
    private static final int ICMP_HEADER = 8;
    private static final int PING_PAYLOAD = 128;

    private DatagramProbes() {}

    /// `DNS_CHECK`: a query with recursion desired (RFC 1035 section 4.1). Any answer with the same
    /// id, the response bit and code 0 will do, with or without records.
    ///
    /// @param id 0-65535, another one for each attempt
    public static Probe dns(Checker.Dns check, int id) {
        byte[] name = encodeName(check.name());
        ByteBuffer query = ByteBuffer.allocate(DNS_HEADER + name.length + 4); // big-endian
        query.putShort((short) id).putShort((short) 0x0100); // RD
        query.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        query.put(name).putShort((short) typeNumber(check.type())).putShort((short) 1).flip(); // IN
        return new DatagramProbe(
                check.connection().timeout(), query, answer -> judgeDns(answer, id), false);
    }

    private static @Nullable ProbeResult judgeDns(ByteBuffer answer, int id) {
        if (answer.remaining() < DNS_HEADER) {
            return new Failed("answer of " + answer.remaining() + " bytes is too short");
        }
        int at = answer.position();
        if ((answer.getShort(at) & 0xffff) != id) {
            return null; // of an earlier query
        }
        int flags = answer.getShort(at + 2) & 0xffff;
        if ((flags & 0x8000) == 0) {
            return new Failed("answer without the response bit");
        }
        int code = flags & 0x000f;
        return code == 0 ? new Passed("connected", null) : new Failed("response code " + code);
    }

    private static byte[] encodeName(String name) {
        ByteBuffer out = ByteBuffer.allocate(name.length() + 2);
        for (int from = 0; from < name.length(); ) {
            int dot = name.indexOf('.', from);
            int end = dot < 0 ? name.length() : dot;
            byte[] label = name.substring(from, end).getBytes(StandardCharsets.ISO_8859_1);
            if (label.length > 0) {
                out.put((byte) label.length).put(label);
            }
            from = end + 1;
        }
        out.put((byte) 0);
        return Arrays.copyOf(out.array(), out.position());
    }

    /// RFC 1035 section 3.2.2, RFC 3596, RFC 4034.
    private static int typeNumber(String type) {
        return switch (type) {
            case "A" -> 1;
            case "NS" -> 2;
            case "CNAME" -> 5;
            case "SOA" -> 6;
            case "MX" -> 15;
            case "TXT" -> 16;
            case "AAAA" -> 28;
            case "RRSIG" -> 46;
            case "DNSKEY" -> 48;
            default ->
                    throw new IllegalArgumentException(
                            "DNS type: expected one of DNS_CHECK, got " + type);
        };
    }

    /// `UDP_CHECK`: the payload as it stands. Without `require_reply` all is well unless an ICMP
    /// error comes back in time.
    public static Probe udp(Checker.Udp check) {
        ByteBuffer payload = ByteBuffer.wrap(HexFormat.of().parseHex(check.payload()));
        String pattern = check.requireReply();
        return new DatagramProbe(
                check.connection().timeout(),
                payload,
                answer -> pattern == null ? null : judgeUdp(check, pattern, answer),
                pattern == null);
    }

    private static ProbeResult judgeUdp(Checker.Udp check, String pattern, ByteBuffer answer) {
        int length = answer.remaining();
        if (length < check.minReplyLength() || length > check.maxReplyLength()) {
            return new Failed(
                    "reply of "
                            + length
                            + " bytes, expected "
                            + check.minReplyLength()
                            + "-"
                            + check.maxReplyLength());
        }
        byte[] bytes = new byte[length];
        answer.get(bytes);
        String text = HexFormat.of().formatHex(bytes);
        for (int i = 0; i < Math.min(text.length(), pattern.length()); i++) {
            char expected = Character.toLowerCase(pattern.charAt(i));
            if (expected != 'x' && expected != text.charAt(i)) {
                return new Failed("reply differs at byte " + i / 2);
            }
        }
        return new Passed("connected", null);
    }

    /// `PING_CHECK`: an echo request (RFC 792, RFC 4443 section 4.1). Identifier and checksum are
    /// the kernel's.
    ///
    /// @param sequence 0-65535, another one for each attempt
    public static Probe ping(Checker.Ping check, int sequence) {
        Family family = check.connection().target().address().family();
        ByteBuffer request = ByteBuffer.allocate(ICMP_HEADER + PING_PAYLOAD); // big-endian
        request.put(0, requestType(family)).putShort(6, (short) sequence);
        return new DatagramProbe(
                check.connection().timeout(),
                request,
                answer -> judgePing(answer, family, sequence),
                false);
    }

    private static byte requestType(Family family) {
        return switch (family) {
            case INET -> 8;
            case INET6 -> (byte) 128;
        };
    }

    private static @Nullable ProbeResult judgePing(ByteBuffer answer, Family family, int sequence) {
        byte expected =
                switch (family) {
                    case INET -> 0;
                    case INET6 -> (byte) 129;
                };
        int at = answer.position();
        boolean ours =
                answer.remaining() >= ICMP_HEADER
                        && answer.get(at) == expected
                        && (answer.getShort(at + 6) & 0xffff) == sequence;
        return ours ? new Passed("connected", null) : null;
    }
}
