package dev.upkeep.snmp.agentx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentxCodecTest {

    private static final Oid KEEPALIVED = Oid.of(1, 3, 6, 1, 4, 1, 9586, 100, 5);

    @Test
    void open_hasTheBytesOfTheStandard() {
        Message open = new Message(0, 0, 1, new Pdu.Open(5, KEEPALIVED, "lb"));
        assertThat(hex(AgentxEncoder.encode(open)))
                .isEqualTo(
                        "01011000" // version, open, network byte order
                                + "00000000"
                                + "00000000"
                                + "00000001"
                                + "00000020"
                                + "05000000"
                                + "04040000" // four sub-identifiers below 1.3.6.1.4
                                + "00000001"
                                + "00002572"
                                + "00000064"
                                + "00000005"
                                + "00000002"
                                + "6c620000");
    }

    @Test
    void get_inLittleEndian_isRead() throws AgentxException {
        String bytes =
                "01050000"
                        + "05000000"
                        + "07000000"
                        + "09000000"
                        + "18000000"
                        + "04040000"
                        + "01000000"
                        + "72250000"
                        + "64000000"
                        + "05000000"
                        + "00000000";
        assertThat(AgentxDecoder.decode(bytes(bytes)))
                .isEqualTo(
                        new Message(
                                5,
                                7,
                                9,
                                new Pdu.Get(
                                        List.of(new SearchRange(KEEPALIVED, false, Oid.of())))));
    }

    static List<Pdu> messages() {
        return List.of(
                new Pdu.Open(5, KEEPALIVED, "Keepalived"),
                new Pdu.Close(5),
                new Pdu.Register(127, KEEPALIVED.append(2)),
                new Pdu.Get(List.of(new SearchRange(Oid.of(1, 2, 840), true, Oid.of()))),
                new Pdu.GetNext(List.of(new SearchRange(KEEPALIVED, false, Oid.of(1, 4)))),
                new Pdu.GetBulk(1, 70, List.of(new SearchRange(KEEPALIVED, false, Oid.of()))),
                new Pdu.TestSet(List.of(new VarBind(KEEPALIVED, new SnmpValue.Int32(-1)))),
                new Pdu.CommitSet(),
                new Pdu.UndoSet(),
                new Pdu.CleanupSet(),
                new Pdu.Ping(),
                new Pdu.Response(17, 2, List.of()),
                new Pdu.Notify(
                        List.of(
                                new VarBind(KEEPALIVED, new SnmpValue.Identifier(Oid.of(1, 3))),
                                new VarBind(KEEPALIVED, SnmpValue.text("five5")),
                                new VarBind(KEEPALIVED, new SnmpValue.Counter64(1L << 40)),
                                new VarBind(KEEPALIVED, new SnmpValue.Counter32(-2)),
                                new VarBind(KEEPALIVED, new SnmpValue.Gauge(3)),
                                new VarBind(KEEPALIVED, new SnmpValue.TimeTicks(4)),
                                new VarBind(
                                        KEEPALIVED, new SnmpValue.Ipv4(new byte[] {10, 0, 0, 1})),
                                new VarBind(KEEPALIVED, SnmpValue.Absent.NULL),
                                new VarBind(KEEPALIVED, SnmpValue.Absent.NO_SUCH_OBJECT),
                                new VarBind(KEEPALIVED, SnmpValue.Absent.NO_SUCH_INSTANCE),
                                new VarBind(KEEPALIVED, SnmpValue.Absent.END_OF_MIB_VIEW))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_thatIsWritten_isReadAgain(Pdu pdu) throws AgentxException {
        Message message = new Message(1, 2, 3, pdu);
        assertThat(AgentxDecoder.decode(AgentxEncoder.encode(message))).isEqualTo(message);
    }

    @Test
    void longMessage_isWrittenWhole() throws AgentxException {
        List<VarBind> many =
                IntStream.range(0, 500)
                        .mapToObj(i -> new VarBind(KEEPALIVED.append(i), SnmpValue.text("x" + i)))
                        .toList();
        Message message = new Message(1, 2, 3, new Pdu.Response(0, 0, many));
        assertThat(AgentxDecoder.decode(AgentxEncoder.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02051000" + "00000000" + "00000000" + "00000000" + "00000000", // another version
                "01051000" + "00000000" + "00000000" + "00000000" + "7fffffff", // too long
                "01051000" + "00000000" + "00000000" + "00000000" + "00000004", // not all of it
                // 255 sub-identifiers
                "01051000" + "00000000" + "00000000" + "00000000" + "00000004" + "ff000000",
                // a value of type 9
                "01081000"
                        + "00000000"
                        + "00000000"
                        + "00000000"
                        + "00000008"
                        + "00090000"
                        + "00000000",
            })
    void bytes_thatAreNoMessage_areRefused(String hex) {
        assertThatThrownBy(() -> AgentxDecoder.decode(bytes(hex)))
                .isInstanceOf(AgentxException.class);
    }

    @Test
    void mutatedMessages_areReadOrRefused() {
        SplittableRandom random = new SplittableRandom(7);
        List<Pdu> all = messages();
        for (int round = 0; round < 20_000; round++) {
            Pdu pdu = all.get(random.nextInt(all.size()));
            ByteBuffer bytes = AgentxEncoder.encode(new Message(1, 2, 3, pdu));
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
            }
            if (random.nextInt(4) == 0) {
                bytes.limit(random.nextInt(bytes.limit()));
            }
            try {
                assertThat(AgentxDecoder.decode(bytes)).isNotNull();
            } catch (AgentxException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return HexFormat.of().formatHex(all);
    }
}
