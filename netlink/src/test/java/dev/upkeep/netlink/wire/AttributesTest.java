package dev.upkeep.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.netlink.Hex;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesTest {

    interface Reading {
        Object read(Attributes in) throws MalformedMessageException;
    }

    /// Both directions. Bytes of the kernel's `struct nlattr` on a little-endian machine; those of
    /// the port, the name and the address are seen in `ipvsadm -A -t 10.0.0.1:80 -s wlc` (strace).
    static Stream<Arguments> golden() {
        return Stream.of(
                row("u8, padded", out -> out.u8(3, 255), Attributes::u8, 255, "05000300 ff000000"),
                row("u16, padded", out -> out.u16(1, 2), Attributes::u16, 2, "06000100 02000000"),
                row(
                        "port, big-endian",
                        o -> o.u16be(4, 80),
                        Attributes::u16be,
                        80,
                        "06000400 00500000"),
                row("u32", out -> out.u32(8, 300), Attributes::u32, 300, "08000800 2c010000"),
                row(
                        "mask, big-endian",
                        o -> o.u32be(9, -256),
                        Attributes::u32be,
                        -256,
                        "08000900 ffffff00"),
                row(
                        "u64",
                        out -> out.u64(1, 1L << 40),
                        Attributes::u64,
                        1L << 40,
                        "0c000100 00000000 00010000"),
                row(
                        "u64, big-endian",
                        out -> out.u64be(1, 258),
                        Attributes::u64be,
                        258L,
                        "0c000100 00000000 00000102"),
                row(
                        "text, NUL included",
                        out -> out.string(6, "wlc"),
                        Attributes::string,
                        "wlc",
                        "08000600 776c6300"),
                row(
                        "empty text",
                        out -> out.string(6, ""),
                        Attributes::string,
                        "",
                        "05000600 00000000"),
                row("flag", out -> out.flag(7), Attributes::length, 0, "04000700"),
                row(
                        "address in a union of 16 bytes",
                        out -> out.bytes(3, new byte[] {10, 0, 0, 1}, 16),
                        Attributes::leading32be,
                        0x0a000001,
                        "14000300 0a000001 00000000 00000000 00000000"));
    }

    private static Arguments row(
            String name, Consumer<MessageWriter> write, Reading read, Object value, String hex) {
        return arguments(name, write, read, value, hex);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void attribute_whenWritten_hasTheseBytes(
            String name, Consumer<MessageWriter> write, Reading read, Object value, String hex) {
        ByteBuffer out = ByteBuffer.allocate(64);
        var writer = new MessageWriter(out).begin(0, 0, 0);
        write.accept(writer);
        writer.end();
        assertThat(Hex.text(out)).as(name).endsWith("00000000 " + hex);
        assertThat(out.getInt(0)).isEqualTo(Netlink.NLMSG_HDRLEN + Hex.bytes(hex).limit());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void attribute_whenRead_hasThisValue(
            String name, Consumer<MessageWriter> write, Reading read, Object value, String hex)
            throws MalformedMessageException {
        Attributes in = Attributes.of(Hex.bytes(hex));
        assertThat(in.next()).as(name).isTrue();
        assertThat(read.read(in)).isEqualTo(value);
        assertThat(in.next()).isFalse();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("length below the header", "03000100"),
                arguments("length beyond the end", "08000100 00"),
                arguments("half a header", "0400"),
                arguments("length 0, which would never end", "00000100 00000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void attributes_whenLengthAndBytesDisagree_areRefused(String name, String hex) {
        Attributes in = Attributes.of(Hex.bytes(hex));
        assertThatExceptionOfType(MalformedMessageException.class)
                .as(name)
                .isThrownBy(() -> {
                    while (in.next()) {
                        in.length();
                    }
                });
    }

    @Test
    void value_whenOfAnotherSize_isRefusedWithBothSizes() throws MalformedMessageException {
        Attributes in = Attributes.of(Hex.bytes("06000500 0100 0000"));
        assertThat(in.next()).isTrue();
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(in::u32)
                .withMessage("netlink attribute 5: expected 4 bytes, got 2");
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(in::u64);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(in::leading32be);
        assertThat(in.u16()).isEqualTo(1);
    }

    @Test
    void nested_whenWritten_isReadBackWithoutItsFlag() throws MalformedMessageException {
        ByteBuffer out = ByteBuffer.allocate(64);
        var writer = new MessageWriter(out).begin(0, 0, 0);
        int nest = writer.beginNested(1);
        writer.u16(7, 5).string(8, "x").endNested(nest).u8(2, 9).end();
        var message = new MessageReader(out).reset(writer.length());
        assertThat(message.next()).isTrue();
        Attributes in = message.attributes(0);
        assertThat(in.next()).isTrue();
        assertThat(in.type()).isEqualTo(1);
        Attributes inner = in.nested();
        assertThat(inner.next()).isTrue();
        assertThat(inner.u16()).isEqualTo(5);
        assertThat(inner.next()).isTrue();
        assertThat(inner.string()).isEqualTo("x");
        assertThat(inner.next()).isFalse();
        assertThat(in.next()).isTrue();
        assertThat(in.u8()).isEqualTo(9);
    }

    @Test
    void attributes_whenBytesAreRandom_endOrAreRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[1] = 0; // else almost no length would fit
            }
            String input = HexFormat.of().formatHex(bytes);
            Attributes in = Attributes.of(ByteBuffer.wrap(bytes));
            try {
                int steps = 0;
                while (in.next()) {
                    assertThat(in.bytes()).hasSize(in.length());
                    in.string();
                    Attributes inner = in.nested();
                    while (inner.next()) {
                        inner.hex();
                    }
                    assertThat(++steps).as("seed %d: %s", seed, input).isLessThanOrEqualTo(10);
                }
            } catch (MalformedMessageException expected) {
                assertThat(expected.problem()).as("seed %d: %s", seed, input).contains("expected");
            }
        }
    }
}
