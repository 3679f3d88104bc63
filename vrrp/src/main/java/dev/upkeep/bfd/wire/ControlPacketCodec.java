package dev.upkeep.bfd.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encodes and decodes control packets. Decoding refuses what RFC 5880 section 6.8.6 has every
/// receiver discard whatever its session.
public final class ControlPacketCodec {

    private static final int VERSION = 1;
    private static final int POLL = 0x20;
    private static final int FINAL = 0x10;
    private static final int CONTROL_PLANE_INDEPENDENT = 0x08;
    private static final int AUTHENTICATION = 0x04;
    private static final int DEMAND = 0x02;
    private static final int MULTIPOINT = 0x01;
    private static final int SHORTEST_AUTHENTICATED = 26;
    private static final long UINT32_MASK = 0xffff_ffffL;

    private ControlPacketCodec() {}

    /// Writes a packet without authentication section at the position of `out` (big-endian).
    public static void write(ControlPacket packet, ByteBuffer out) {
        if (packet.authenticated()) {
            throw new IllegalArgumentException("BFD: cannot write an authentication section");
        }
        out.put((byte) (VERSION << 5 | packet.diagnostic().code()));
        out.put((byte) (packet.state().code() << 6 | flags(packet)));
        out.put((byte) packet.detectMultiplier()).put((byte) ControlPacket.LENGTH);
        out.putInt((int) packet.myDiscriminator());
        out.putInt((int) packet.yourDiscriminator());
        out.putInt((int) packet.desiredMinTxUs());
        out.putInt((int) packet.requiredMinRxUs());
        out.putInt((int) packet.requiredMinEchoRxUs());
    }

    private static int flags(ControlPacket packet) {
        return (packet.poll() ? POLL : 0)
                | (packet.finalBit() ? FINAL : 0)
                | (packet.controlPlaneIndependent() ? CONTROL_PLANE_INDEPENDENT : 0)
                | (packet.demand() ? DEMAND : 0);
    }

    /// Reads the remaining bytes of a UDP payload. Of an authentication section only the presence
    /// is reported.
    ///
    /// @throws MalformedControlPacketException when a receiver must discard it unseen
    public static ControlPacket read(ByteBuffer payload) throws MalformedControlPacketException {
        ByteBuffer in = payload.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.remaining() < ControlPacket.LENGTH) {
            throw malformed("length", "expected at least 24 bytes, got " + in.remaining());
        }
        int version = (in.get(0) & 0xe0) >> 5;
        if (version != VERSION) {
            throw malformed("version", "expected 1, got " + version);
        }
        int flags = in.get(1) & 0x3f;
        boolean authenticated = (flags & AUTHENTICATION) != 0;
        int length = in.get(3) & 0xff;
        int shortest = authenticated ? SHORTEST_AUTHENTICATED : ControlPacket.LENGTH;
        if (length < shortest || length > in.remaining()) {
            throw malformed(
                    "length field",
                    "expected " + shortest + "-" + in.remaining() + ", got " + length);
        }
        int multiplier = in.get(2) & 0xff;
        if (multiplier == 0) {
            throw malformed("detect multiplier", "expected 1-255, got 0");
        }
        if ((flags & MULTIPOINT) != 0) {
            throw malformed("multipoint", "expected 0, got 1");
        }
        long mine = in.getInt(4) & UINT32_MASK;
        if (mine == 0) {
            throw malformed("my discriminator", "expected 1 or more, got 0");
        }
        SessionState state = SessionState.of((in.get(1) & 0xc0) >> 6);
        long yours = in.getInt(8) & UINT32_MASK;
        if (yours == 0 && (state == SessionState.INIT || state == SessionState.UP)) {
            throw malformed(
                    "your discriminator", "expected 1 or more in state " + state + ", got 0");
        }
        return new ControlPacket(
                new DiagnosticCode(in.get(0) & 0x1f),
                state,
                (flags & POLL) != 0,
                (flags & FINAL) != 0,
                (flags & CONTROL_PLANE_INDEPENDENT) != 0,
                authenticated,
                (flags & DEMAND) != 0,
                multiplier,
                mine,
                yours,
                in.getInt(12) & UINT32_MASK,
                in.getInt(16) & UINT32_MASK,
                in.getInt(20) & UINT32_MASK);
    }

    private static MalformedControlPacketException malformed(String field, String problem) {
        return new MalformedControlPacketException("BFD " + field, problem);
    }
}
