package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alert mail.
///
/// @param from null for user@host
public record MailSettings(
        @Nullable String from, Smtp smtp, List<String> recipients, Alerts alerts) {

    public MailSettings {
        recipients = List.copyOf(recipients);
    }

    /// The server that takes the mail.
    ///
    /// @param server host name or address; null for no mail
    /// @param heloName null for the local host name
    /// @param connectTimeout limit of each step of the dialogue
    public record Smtp(
            @Nullable String server,
            int port,
            @Nullable String heloName,
            Duration connectTimeout) {}

    /// The events that mail is sent for.
    ///
    /// @param all `smtp_alert`; null when not said
    /// @param vrrp `smtp_alert_vrrp`; null when not said
    /// @param checker `smtp_alert_checker`; null when not said
    /// @param noFaults `no_email_faults`: none for an instance in FAULT
    /// @param noCheckers `no_checker_emails`: none for single checks of a server
    public record Alerts(
            @Nullable Boolean all,
            @Nullable Boolean vrrp,
            @Nullable Boolean checker,
            boolean noFaults,
            boolean noCheckers) {}
}
