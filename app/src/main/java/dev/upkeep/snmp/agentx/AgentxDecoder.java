package dev.upkeep.snmp.agentx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads messages of AgentX (RFC 2741 section 5 and 6), in either byte order.
public final class AgentxDecoder {

    /// More than a master agent sends, which puts requests of 64 KiB at most into messages.
    public static final int MAX_PAYLOAD = 1 << 20;

    /// `NON_DEFAULT_CONTEXT`: the name of a context precedes the payload.
    private static final int CONTEXT_FLAG = 0x08;

    private static final Oid INTERNET = Oid.of(1, 3, 6, 1);

    private final ByteBuffer in;

    private AgentxDecoder(ByteBuffer in) {
        this.in = in;
    }

    /// Returns the length of the header of each message.
    public static int headerLength() {
        return AgentxEncoder.HEADER_LENGTH;
    }

    /// Returns how many bytes follow a header.
    ///
    /// @param header 20 bytes from the position of the buffer, which stays
    /// @throws AgentxException for another version, or a length above [#MAX_PAYLOAD]
    public static int payloadLength(ByteBuffer header) throws AgentxException {
        ByteBuffer in = ordered(header);
        int length = in.getInt(16);
        if (in.get(0) != AgentxEncoder.VERSION) {
            throw new AgentxException("version " + in.get(0));
        }
        if (length < 0 || length > MAX_PAYLOAD || length % Integer.BYTES != 0) {
            throw new AgentxException("a payload of " + Integer.toUnsignedString(length));
        }
        return length;
    }

    /// Reads one message.
    ///
    /// @param bytes header and payload, all of it
    /// @throws AgentxException when they are not as the standard has it
    public static Message decode(ByteBuffer bytes) throws AgentxException {
        if (bytes.remaining() < AgentxEncoder.HEADER_LENGTH
                || payloadLength(bytes) != bytes.remaining() - AgentxEncoder.HEADER_LENGTH) {
            throw new AgentxException("a message of " + bytes.remaining() + " bytes");
        }
        ByteBuffer in = ordered(bytes);
        int type = in.get(1) & 0xff;
        boolean context = (in.get(2) & CONTEXT_FLAG) != 0;
        in.position(4);
        int session = in.getInt();
        int transaction = in.getInt();
        int packet = in.getInt();
        in.getInt();
        AgentxDecoder decoder = new AgentxDecoder(in);
        if (context) {
            decoder.octets();
        }
        return new Message(session, transaction, packet, decoder.pdu(type));
    }

    private static ByteBuffer ordered(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        boolean big = (in.get(2) & AgentxEncoder.BIG_ENDIAN_FLAG) != 0;
        return in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private Pdu pdu(int type) throws AgentxException {
        return switch (type) {
            case PduType.OPEN -> {
                int at = need(Integer.BYTES);
                in.position(at + Integer.BYTES);
                Oid id = oid();
                String description = new String(octets(), StandardCharsets.UTF_8);
                yield new Pdu.Open(in.get(at) & 0xff, id, description);
            }
            case PduType.CLOSE -> new Pdu.Close(in.get(need(Integer.BYTES)) & 0xff);
            case PduType.REGISTER -> {
                int at = need(Integer.BYTES);
                in.position(at + Integer.BYTES);
                yield new Pdu.Register(in.get(at + 1) & 0xff, oid());
            }
            case PduType.GET -> new Pdu.Get(ranges());
            case PduType.GET_NEXT -> new Pdu.GetNext(ranges());
            case PduType.GET_BULK -> {
                int nonRepeaters = half();
                int repetitions = half();
                yield new Pdu.GetBulk(nonRepeaters, repetitions, ranges());
            }
            case PduType.TEST_SET -> new Pdu.TestSet(bindings());
            case PduType.COMMIT_SET -> new Pdu.CommitSet();
            case PduType.UNDO_SET -> new Pdu.UndoSet();
            case PduType.CLEANUP_SET -> new Pdu.CleanupSet();
            case PduType.NOTIFY -> new Pdu.Notify(bindings());
            case PduType.PING -> new Pdu.Ping();
            case PduType.RESPONSE -> {
                number();
                int error = half();
                int index = half();
                yield new Pdu.Response(error, index, bindings());
            }
            default -> new Pdu.Other(type);
        };
    }

    private List<SearchRange> ranges() throws AgentxException {
        List<SearchRange> all = new ArrayList<>();
        while (in.hasRemaining()) {
            boolean include = in.get(need(Integer.BYTES) + 2) != 0;
            Oid start = oid();
            all.add(new SearchRange(start, include, oid()));
        }
        return all;
    }

    private List<VarBind> bindings() throws AgentxException {
        List<VarBind> all = new ArrayList<>();
        while (in.hasRemaining()) {
            int code = half();
            half();
            Oid name = oid();
            ValueType type = ValueType.of(code);
            if (type == null) {
                throw new AgentxException("a value of type " + code);
            }
            all.add(new VarBind(name, value(type)));
        }
        return all;
    }

    private SnmpValue value(ValueType type) throws AgentxException {
        return switch (type) {
            case INTEGER -> new SnmpValue.Int32(number());
            case GAUGE32 -> new SnmpValue.Gauge(number());
            case COUNTER32 -> new SnmpValue.Counter32(number());
            case TIME_TICKS -> new SnmpValue.TimeTicks(number());
            case COUNTER64 -> {
                need(Long.BYTES);
                yield new SnmpValue.Counter64(in.getLong());
            }
            case OCTET_STRING, OPAQUE -> new SnmpValue.Octets(octets());
            case IP_ADDRESS -> new SnmpValue.Ipv4(octets());
            case OBJECT_IDENTIFIER -> new SnmpValue.Identifier(oid());
            case NULL -> SnmpValue.Absent.NULL;
            case NO_SUCH_OBJECT -> SnmpValue.Absent.NO_SUCH_OBJECT;
            case NO_SUCH_INSTANCE -> SnmpValue.Absent.NO_SUCH_INSTANCE;
            case END_OF_MIB_VIEW -> SnmpValue.Absent.END_OF_MIB_VIEW;
        };
    }

    private Oid oid() throws AgentxException {
        int at = need(Integer.BYTES);
        int count = in.get(at) & 0xff;
        int prefix = in.get(at + 1) & 0xff;
        in.position(at + Integer.BYTES);
        need(count * Integer.BYTES);
        if (count > Oid.MAX_LENGTH - INTERNET.length() - 1) {
            throw new AgentxException("an OID of " + count + " sub-identifiers");
        }
        int[] parts = new int[count];
        for (int i = 0; i < count; i++) {
            parts[i] = in.getInt();
        }
        return prefix == 0 ? Oid.of(parts) : INTERNET.append(prefix).append(parts);
    }

    private byte[] octets() throws AgentxException {
        int length = number();
        if (length < 0 || length > in.remaining()) {
            throw new AgentxException("a text of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        int padding = -length & 3;
        need(padding);
        in.position(in.position() + padding);
        return bytes;
    }

    private int number() throws AgentxException {
        need(Integer.BYTES);
        return in.getInt();
    }

    private int half() throws AgentxException {
        need(Short.BYTES);
        return in.getShort() & 0xffff;
    }

    /// Returns the position, from which at least so many bytes follow.
    private int need(int bytes) throws AgentxException {
        if (in.remaining() < bytes) {
            throw new AgentxException("it ends too early");
        }
        return in.position();
    }
}
