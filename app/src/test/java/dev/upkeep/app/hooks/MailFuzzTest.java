package dev.upkeep.app.hooks;

import static dev.upkeep.fuzz.Fuzz.bytes;

import dev.upkeep.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The dialogue with a mail server: it ends, with success or with a reason.
class MailFuzzTest {

    @Test
    void answersOfMailServers_endTheDialogueOrAreRefused() {
        List<byte[]> answers =
                List.of(
                        bytes("220 hi\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n"),
                        bytes("220-a\r\n220 b\r\n250-x\r\n250 y\r\n"),
                        bytes("554 no\r\n"),
                        bytes("\n\n\n"));
        Fuzz.run(
                "mail dialogue",
                answers,
                Set.of(IOException.class),
                (input, _) ->
                        new SmtpClient(
                                        "[192.0.2.1]:25",
                                        new ByteArrayInputStream(input),
                                        OutputStream.nullOutputStream())
                                .dialogue(
                                        List.of("a@example.org"), "helo", "b@example.org", "text"));
    }
}
