package dev.upkeep.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.netlink.Hex;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageReaderTest {

    private static MessageReader reader(String hex) {
        ByteBuffer bytes = Hex.bytes(hex);
        return new MessageReader(bytes).reset(bytes.limit());
    }

    @Test
    void messages_whenSeveralInOneDatagram_areReadInOrder() throws MalformedMessageException {
        ByteBuffer out = ByteBuffer.allocate(256);
        var writer = new MessageWriter(out);
        writer.begin(20, Netlink.NLM_F_CREATE, 7).u8(1, 1).end();
        writer.begin(21, 0, 8).end();
        writer.acknowledgeLast();
        assertThat(writer.messages()).isEqualTo(2);
        assertThat(writer.lastSequence()).isEqualTo(8);

        var reader = new MessageReader(out).reset(writer.length());
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(20);
        assertThat(reader.sequence()).isEqualTo(7);
        assertThat(reader.flags()).isEqualTo(Netlink.NLM_F_CREATE | Netlink.NLM_F_REQUEST);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(21);
        assertThat(reader.flags()).isEqualTo(Netlink.NLM_F_ACK | Netlink.NLM_F_REQUEST);
        assertThat(reader.payloadLength()).isZero();
        assertThat(reader.next()).isFalse();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("half a header", "10000000 0200"),
                arguments("length below the header", "0f000000 02000000 01000000 00000000"),
                arguments("length beyond the end", "14000000 02000000 01000000 00000000"),
                arguments("length 0", "00000000 02000000 01000000 00000000"),
                arguments("negative length", "000000ff 02000000 01000000 00000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void message_whenLengthAndBytesDisagree_isRefused(String name, String hex) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .as(name)
                .isThrownBy(() -> reader(hex).next());
    }

    @Test
    void familyHeader_whenMessageIsTooShort_isRefused() throws MalformedMessageException {
        MessageReader message = reader("14000000 02000000 01000000 00000000 01020304");
        assertThat(message.next()).isTrue();
        assertThat(message.u8(3)).isEqualTo(4);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> message.u16(3));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> message.attributes(8));
    }

    @Test
    void done_whenTheDumpFailed_hasItsErrno() throws MalformedMessageException {
        MessageReader failed = reader("14000000 03000200 01000000 00000000 f4ffffff");
        assertThat(failed.next()).isTrue();
        assertThat(failed.doneErrno()).isEqualTo(12); // ENOMEM
        MessageReader well = reader("14000000 03000200 01000000 00000000 00000000");
        assertThat(well.next()).isTrue();
        assertThat(well.doneErrno()).isZero();
    }

    @Test
    void writer_whenFull_saysSo() {
        var writer = new MessageWriter(ByteBuffer.allocate(24));
        writer.begin(1, 0, 1);
        assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> writer.u64(1, 1));
    }
}
