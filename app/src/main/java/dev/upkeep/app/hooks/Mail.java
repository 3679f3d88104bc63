package dev.upkeep.app.hooks;

import dev.upkeep.config.model.MailSettings;
import dev.upkeep.net.PrintableText;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// An alert: one line of subject, one of body.
///
/// @param body without the arrows that keepalived puts around it
record Mail(String subject, String body) {

    private static final DateTimeFormatter RFC_5322 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT);

    /// The message as it follows DATA (RFC 5321), lines ended by CR LF, without the final dot.
    String message(MailSettings settings, String from, String routerId, ZonedDateTime now) {
        String prefix = routerId.isEmpty() ? "" : "[" + routerId + "] ";
        return "Date: "
                + RFC_5322.format(now)
                + "\r\nFrom: "
                + from
                + "\r\nSubject: "
                + prefix
                + line(subject)
                + "\r\nX-Mailer: Keepalived\r\nTo: "
                + String.join(", ", settings.recipients())
                + "\r\n\r\n"
                + line("=> " + body + " <=")
                + "\r\n\r\n";
    }

    /// Names from the configuration and answers of servers must not end a header.
    private static String line(String text) {
        return PrintableText.of(text);
    }
}
