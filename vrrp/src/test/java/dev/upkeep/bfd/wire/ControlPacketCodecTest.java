package dev.upkeep.bfd.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden bytes: a session between two keepalived 2.2.7 with 3 x 50 ms (`tshark -x`).
class ControlPacketCodecTest {

    private static final long OWN = 0x126e40a7L;

    private static ControlPacket packet(
            int diagnostic, SessionState state, boolean poll, boolean end, long yours, long txUs) {
        return new ControlPacket(
                new DiagnosticCode(diagnostic),
                state,
                poll,
                end,
                false,
                false,
                false,
                3,
                diagnostic == 0 ? OWN : 0x861390c4L,
                yours,
                txUs,
                50_000,
                0);
    }

    static Stream<Arguments> golden() {
        return Stream.of(
                arguments(
                        "the first packet knows no discriminator of the peer",
                        packet(0, SessionState.DOWN, false, false, 0, 1_000_000),
                        "20400318 126e40a7 00000000 000f4240 0000c350 00000000"),
                arguments(
                        "Init",
                        packet(0, SessionState.INIT, false, false, OWN, 1_000_000),
                        "20800318 126e40a7 126e40a7 000f4240 0000c350 00000000"),
                arguments(
                        "Up begins with a poll",
                        packet(0, SessionState.UP, true, false, OWN, 50_000),
                        "20e00318 126e40a7 126e40a7 0000c350 0000c350 00000000"),
                arguments(
                        "the answer to a poll",
                        packet(0, SessionState.UP, false, true, OWN, 50_000),
                        "20d00318 126e40a7 126e40a7 0000c350 0000c350 00000000"),
                arguments(
                        "Down after the detection time, high bit of the discriminator set",
                        packet(1, SessionState.DOWN, false, false, 0, 1_000_000),
                        "21400318 861390c4 00000000 000f4240 0000c350 00000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void packet_golden_isReadAndWritten(String name, ControlPacket packet, String hex)
            throws Exception {
        ByteBuffer out = ByteBuffer.allocate(ControlPacket.LENGTH);

        ControlPacketCodec.write(packet, out);

        assertThat(out.array()).isEqualTo(bytes(hex));
        assertThat(ControlPacketCodec.read(ByteBuffer.wrap(bytes(hex)))).isEqualTo(packet);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("empty", "", "BFD length"),
                arguments(
                        "one byte short",
                        "20400318 126e40a7 00000000 000f4240 0000c350 000000",
                        "BFD length"),
                arguments(
                        "version 0",
                        "00400318 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD version"),
                arguments(
                        "length field below a header",
                        "20400317 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD length field"),
                arguments(
                        "length field beyond the payload",
                        "20400319 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD length field"),
                arguments(
                        "authentication without room for it",
                        "20440318 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD length field"),
                arguments(
                        "multiplier 0",
                        "20400018 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD detect multiplier"),
                arguments(
                        "multipoint",
                        "20410318 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD multipoint"),
                arguments(
                        "no discriminator",
                        "20400318 00000000 00000000 000f4240 0000c350 00000000",
                        "BFD my discriminator"),
                arguments(
                        "Up without our discriminator",
                        "20c00318 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD your discriminator"),
                arguments(
                        "Init without our discriminator",
                        "20800318 126e40a7 00000000 000f4240 0000c350 00000000",
                        "BFD your discriminator"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void read_malformed_namesTheField(String name, String hex, String field) {
        assertThatThrownBy(() -> ControlPacketCodec.read(ByteBuffer.wrap(bytes(hex))))
                .isInstanceOfSatisfying(
                        MalformedControlPacketException.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    @Test
    void read_authenticationSection_isToldAndNotRead() throws Exception {
        String hex = "2044031a 126e40a7 00000000 000f4240 0000c350 00000000 0103";

        assertThat(ControlPacketCodec.read(ByteBuffer.wrap(bytes(hex))).authenticated()).isTrue();
    }

    @Test
    void read_bytesBehindTheLength_areIgnored() throws Exception {
        String hex = "20400318 126e40a7 00000000 000f4240 0000c350 00000000 ffff";

        assertThat(ControlPacketCodec.read(ByteBuffer.wrap(bytes(hex))))
                .isEqualTo(packet(0, SessionState.DOWN, false, false, 0, 1_000_000));
    }

    /// Whatever arrives is read or refused; what was read is written back as the same bytes.
    @Test
    void read_anyBytes_areReadOrRefused() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length >= ControlPacket.LENGTH && random.nextBoolean()) {
                bytes[0] = (byte) (0x20 | (bytes[0] & 0x1f));
                bytes[3] = ControlPacket.LENGTH;
            }
            try {
                ControlPacket read = ControlPacketCodec.read(ByteBuffer.wrap(bytes));
                if (!read.authenticated()) {
                    ByteBuffer out = ByteBuffer.allocate(ControlPacket.LENGTH);
                    ControlPacketCodec.write(read, out);
                    bytes[3] = ControlPacket.LENGTH;
                    assertThat(bytes).as("seed %d", seed).startsWith(out.array());
                }
            } catch (MalformedControlPacketException refused) {
                assertThat(refused.field()).as("seed %d", seed).startsWith("BFD ");
            }
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
