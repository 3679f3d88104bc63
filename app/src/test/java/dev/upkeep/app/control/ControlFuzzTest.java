package dev.upkeep.app.control;

import static dev.upkeep.fuzz.Fuzz.bytes;

import dev.upkeep.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Requests and answers over the control socket.
class ControlFuzzTest {

    private static final List<byte[]> REQUESTS =
            List.of(
                    bytes("server list"),
                    bytes("server drain 10.1.0.1:80 10.2.0.1:8080"),
                    bytes("server enable tcp:inet:group:web#1 [2001:db8::1]:80"),
                    bytes("server disable fwmark 5 10.0.0.1 80"),
                    bytes("check-now udp:inet6:fwmark:4294967295 ::1 80"),
                    bytes("plan /etc/x%20y id"),
                    bytes("server list group %20a%zz"),
                    bytes("   "));

    @Test
    void requests_areDecodedOrMalformed() {
        Fuzz.run(
                "control request",
                REQUESTS,
                Set.of(MalformedRequestException.class),
                (in, _) -> RequestDecoder.decode(new String(in, StandardCharsets.UTF_8)));
    }

    @Test
    void words_comeBackAsTheyWere() {
        Fuzz.run(
                "control word",
                REQUESTS,
                Set.of(IllegalArgumentException.class),
                (in, _) -> {
                    String word = new String(in, StandardCharsets.UTF_8);
                    if (!RequestWord.decode(RequestWord.encode(word)).equals(word)) {
                        throw new IllegalStateException("changed: " + word);
                    }
                    RequestWord.decode(word);
                });
    }

    @Test
    void answers_areReadOrNotWhole() {
        List<byte[]> answers = List.of(bytes("a\nok\n"), bytes("error: x\n"), bytes("ok"));
        Fuzz.run(
                "control answer",
                answers,
                Set.of(),
                (in, _) -> Answer.parse(new String(in, StandardCharsets.UTF_8)));
    }
}
