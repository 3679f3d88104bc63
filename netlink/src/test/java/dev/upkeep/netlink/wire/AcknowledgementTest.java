package dev.upkeep.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.netlink.Hex;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes captured with `strace -e trace=sendmsg,recvmsg -e read=3 ip addr add 10.9.9.9/24 brd + dev
/// v0 label v0:1`, given twice (Linux 6.18); the capped ones are those of the first, with the text
/// of the second.
class AcknowledgementTest {

    private static final String REQUEST =
            """
            3c000000 14000506 ad45016b 00000000 02180000 03000000 08000200 0a090909
            09000300 76303a31 00000000 08000100 0a090909 08000400 0a0909ff
            """;
    private static final String TEXT =
            """
            23000100 69707634 3a204164 64726573 7320616c 72656164 79206173 7369676e 65640000
            """;

    static Stream<Arguments> golden() {
        return Stream.of(
                arguments(
                        "carried out",
                        "24000000 02000001 ad45016b 287a0000 00000000"
                                + "3c000000 14000506 ad45016b 00000000",
                        new Acknowledgement(0, "", -1)),
                arguments(
                        "refused, the request repeated before the text",
                        "74000000 02000002 ad45016b 2c7a0000 efffffff" + REQUEST + TEXT,
                        new Acknowledgement(17, "ipv4: Address already assigned", -1)),
                arguments(
                        "refused, capped",
                        "48000000 02000003 ad45016b 2c7a0000 efffffff"
                                + "3c000000 14000506 ad45016b 00000000"
                                + TEXT,
                        new Acknowledgement(17, "ipv4: Address already assigned", -1)),
                arguments(
                        "the offending attribute",
                        "2c000000 02000003 ad45016b 2c7a0000 eaffffff"
                                + "3c000000 14000506 ad45016b 00000000 08000200 18000000",
                        new Acknowledgement(22, "", 24)));
    }

    private static MessageReader reader(String hex) throws MalformedMessageException {
        ByteBuffer bytes = Hex.bytes(hex);
        MessageReader reader = new MessageReader(bytes).reset(bytes.limit());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void acknowledgement_whenCaptured_isReadWithItsText(
            String name, String hex, Acknowledgement expected) throws MalformedMessageException {
        assertThat(Acknowledgement.decode(reader(hex))).as(name).isEqualTo(expected);
    }

    @Test
    void acknowledgement_whenTheRepeatedRequestIsTooLong_isRefused() {
        String hex =
                "28000000 02000002 ad45016b 2c7a0000 efffffff"
                        + "ff000000 14000506 ad45016b 00000000 00000000";
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Acknowledgement.decode(reader(hex)));
    }

    @Test
    void acknowledgement_whenItsErrnoIsMissing_isRefused() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() ->
                        Acknowledgement.decode(reader("10000000 02000000 01000000 00000000")));
    }
}
