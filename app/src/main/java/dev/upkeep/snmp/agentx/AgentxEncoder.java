package dev.upkeep.snmp.agentx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes messages of AgentX (RFC 2741 section 5 and 6): big-endian, in the default context.
public final class AgentxEncoder {

    static final int VERSION = 1;
    static final int HEADER_LENGTH = 20;

    /// `NETWORK_BYTE_ORDER`.
    static final int BIG_ENDIAN_FLAG = 0x10;

    /// `internet`, 1.3.6.1: identifiers below it are written shorter.
    private static final Oid INTERNET = Oid.of(1, 3, 6, 1);

    private static final int MAX_PREFIX = 255;
    private static final int LENGTH_AT = 16;

    private ByteBuffer out = ByteBuffer.allocate(1024);

    private AgentxEncoder() {}

    /// Returns the bytes of a message, ready to be read.
    public static ByteBuffer encode(Message message) {
        AgentxEncoder encoder = new AgentxEncoder();
        encoder.header(message);
        encoder.payload(message.pdu());
        ByteBuffer out = encoder.out;
        out.putInt(LENGTH_AT, out.position() - HEADER_LENGTH);
        return out.flip();
    }

    private void header(Message message) {
        bytes(VERSION, PduType.of(message.pdu()), BIG_ENDIAN_FLAG, 0);
        number(message.session());
        number(message.transaction());
        number(message.packet());
        number(0);
    }

    private void payload(Pdu pdu) {
        switch (pdu) {
            case Pdu.Open open -> {
                bytes(open.timeoutSeconds(), 0, 0, 0);
                oid(open.id(), false);
                octets(open.description().getBytes(StandardCharsets.UTF_8));
            }
            case Pdu.Close(int reason) -> bytes(reason, 0, 0, 0);
            case Pdu.Register register -> {
                bytes(0, register.priority(), 0, 0);
                oid(register.region(), false);
            }
            case Pdu.Get(var ranges) -> ranges(ranges);
            case Pdu.GetNext(var ranges) -> ranges(ranges);
            case Pdu.GetBulk bulk -> {
                number(bulk.nonRepeaters() << Short.SIZE | (bulk.repetitions() & 0xffff));
                ranges(bulk.ranges());
            }
            case Pdu.TestSet(var bindings) -> bindings(bindings);
            case Pdu.Notify(var bindings) -> bindings(bindings);
            case Pdu.Response response -> {
                number(0); // the master knows its own up time
                number(response.error() << Short.SIZE | (response.index() & 0xffff));
                bindings(response.bindings());
            }
            case Pdu.CommitSet _, Pdu.UndoSet _, Pdu.CleanupSet _, Pdu.Ping _, Pdu.Other _ -> {}
        }
    }

    private void ranges(List<SearchRange> ranges) {
        for (SearchRange range : ranges) {
            oid(range.start(), range.include());
            oid(range.end(), false);
        }
    }

    private void bindings(List<VarBind> bindings) {
        for (VarBind binding : bindings) {
            number(ValueType.of(binding.value()).code() << Short.SIZE);
            oid(binding.name(), false);
            value(binding.value());
        }
    }

    private void value(SnmpValue value) {
        switch (value) {
            case SnmpValue.Int32(int number) -> number(number);
            case SnmpValue.Gauge(int number) -> number(number);
            case SnmpValue.Counter32(int number) -> number(number);
            case SnmpValue.TimeTicks(int number) -> number(number);
            case SnmpValue.Counter64(long number) -> {
                number((int) (number >>> Integer.SIZE));
                number((int) number);
            }
            case SnmpValue.Octets octets -> octets(octets.bytes());
            case SnmpValue.Ipv4 address -> octets(address.bytes());
            case SnmpValue.Identifier(Oid oid) -> oid(oid, false);
            case SnmpValue.Absent _ -> {}
        }
    }

    private void oid(Oid oid, boolean include) {
        int skipped = 0;
        int prefix = 0;
        if (oid.length() > INTERNET.length()
                && oid.startsWith(INTERNET)
                && Integer.compareUnsigned(oid.at(INTERNET.length()), MAX_PREFIX) <= 0
                && oid.at(INTERNET.length()) != 0) {
            prefix = oid.at(INTERNET.length());
            skipped = INTERNET.length() + 1;
        }
        bytes(oid.length() - skipped, prefix, include ? 1 : 0, 0);
        for (int i = skipped; i < oid.length(); i++) {
            number(oid.at(i));
        }
    }

    private void octets(byte[] bytes) {
        int padding = -bytes.length & 3;
        number(bytes.length);
        room(bytes.length + padding);
        out.put(bytes);
        out.put(new byte[padding]);
    }

    private void bytes(int first, int second, int third, int fourth) {
        room(Integer.BYTES);
        out.put((byte) first).put((byte) second).put((byte) third).put((byte) fourth);
    }

    private void number(int value) {
        room(Integer.BYTES);
        out.putInt(value);
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            int position = out.position();
            byte[] more =
                    Arrays.copyOf(out.array(), Math.max(out.capacity() * 2, position + bytes));
            out = ByteBuffer.wrap(more).position(position);
        }
    }
}
