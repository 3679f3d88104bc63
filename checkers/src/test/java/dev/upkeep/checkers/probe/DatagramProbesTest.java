package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.ConnectionFailed;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramProbesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// The bytes of `dig +noedns example.org A` and of keepalived 2.2.7 for `name example.org`,
    /// `type A`, but for the id.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "A, example.org, 000701000001000000000000 07 6578616d706c65 03 6f7267 00 0001 0001",
        "SOA, ., 000701000001000000000000 00 0006 0001",
        "AAAA, a., 000701000001000000000000 01 61 00 001c 0001"
    })
    void dnsQuery_isEncoded(String type, String name, String expected) {
        assertThat(question(DatagramProbes.dns(dnsCheck(type, name), 7)))
                .isEqualTo(expected.replace(" ", ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no records needed, 000781800001000000000000, + connected",
        "name error, 000781830001000000000000, - response code 3",
        "a query, 000701000001000000000000, - answer without the response bit",
        "cut off, 00078180, - answer of 4 bytes is too short",
        "another id, 000881800001000000000000, ",
    })
    void dnsAnswer_isJudged(String name, String answer, @Nullable String expected) {
        assertThat(answer(DatagramProbes.dns(dnsCheck("A", "x"), 7), answer))
                .as(name)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "any nibble, 01X2, 0, 255, 010203, + connected",
        "another nibble, 01X3, 0, 255, 010203, - reply differs at byte 1",
        "fits, 010X, 0, 255, 010203, + connected",
        "pattern longer than the reply, 01020304, 0, 255, 0102, + connected",
        "too short, '', 4, 255, 010203, '- reply of 3 bytes, expected 4-255'",
        "too long, '', 0, 2, 010203, '- reply of 3 bytes, expected 0-2'"
    })
    void udpReply_isJudged(
            String name, String pattern, int min, int max, String answer, String expected) {
        Checker.Udp check = new Checker.Udp(connection(), timing(), "0a", pattern, min, max);
        assertThat(answer(DatagramProbes.udp(check), answer)).as(name).isEqualTo(expected);
    }

    @Test
    void udp_withoutRequiredReply_isGoodWhenNothingComesBack() {
        Checker.Udp check = new Checker.Udp(connection(), timing(), "0a0b", null, 0, 255);
        assertThat(question(DatagramProbes.udp(check))).isEqualTo("0a0b");
        assertThat(text(DatagramProbes.udp(check).on(new Expired()))).isEqualTo("+ connected");
        assertThat(text(DatagramProbes.udp(check).on(new ConnectionFailed("refused"))))
                .isEqualTo("- refused");
        Checker.Udp silent = new Checker.Udp(connection(), timing(), "", "", 0, 255);
        assertThat(text(DatagramProbes.udp(silent).on(new Expired()))).isEqualTo("- timeout");
    }

    @Test
    void ping_waitsForItsOwnAnswer() {
        Probe probe = DatagramProbes.ping(new Checker.Ping(connection(), timing()), 0x1234);
        assertThat(question(probe)).startsWith("0800000000001234").hasSize(2 * 136);
        assertThat(answer(probe, "0000abcd00011233")).isNull();
        assertThat(answer(probe, "0000abcd00011234")).isEqualTo("+ connected");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the whole dialogue, 220 hi|250 ok|221 bye, + connected",
        "any answer to QUIT, 220 hi|250 ok|500 what, + connected",
        "only first lines count, 220-hi^220 there|250-a^250 b|x, + connected",
        "busy, 421 no, - bad greeting '421 no'",
        "HELO refused, 220 hi|550 who, - bad answer to HELO '550 who'"
    })
    void smtp_followsTheDialogue(String name, String answers, String expected) {
        SmtpProbe probe = new SmtpProbe(SECOND, "me");
        probe.on(new Started());
        probe.on(new Connected());
        String end = null;
        for (String answer : List.of(answers.split("\\|", -1))) {
            byte[] bytes =
                    (answer.replace("^", "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII);
            end = text(probe.on(new Received(ByteBuffer.wrap(bytes))));
        }
        assertThat(end).as(name).isEqualTo(expected);
    }

    private static String question(Probe probe) {
        probe.on(new Started());
        var send = (ProbeAction.Send) probe.on(new Connected()).getFirst();
        byte[] bytes = new byte[send.data().remaining()];
        send.data().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static @Nullable String answer(Probe probe, String hex) {
        return text(probe.on(new Received(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))));
    }

    private static @Nullable String text(List<ProbeAction> actions) {
        if (actions.isEmpty() || !(actions.getLast() instanceof ProbeAction.Done(var result))) {
            return null;
        }
        return switch (result) {
            case ProbeResult.Passed(var detail, _) -> "+ " + detail;
            case ProbeResult.Failed(var detail) -> "- " + detail;
            case ProbeResult.Unjudged(var detail, _) -> "? " + detail;
        };
    }

    private static Checker.Dns dnsCheck(String type, String name) {
        return new Checker.Dns(connection(), timing(), type, name);
    }

    private static CheckConnection connection() {
        return new CheckConnection(
                new Endpoint(IpAddress.parse("10.0.0.1"), 53), null, 0, null, SECOND, 0);
    }

    private static CheckTiming timing() {
        return new CheckTiming(1, SECOND, SECOND, SECOND, false, false);
    }
}
