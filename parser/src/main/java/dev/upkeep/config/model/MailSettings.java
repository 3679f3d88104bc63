package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alert mail.
///
/// @param from null for user@host
/// @param server host name or address; null for no mail
/// @param heloName null for the local host name
/// @param alert `smtp_alert`; null when not said
public record MailSettings(
        @Nullable String from,
        @Nullable String server,
        int port,
        @Nullable String heloName,
        Duration connectTimeout,
        List<String> recipients,
        @Nullable Boolean alert,
        @Nullable Boolean alertVrrp,
        @Nullable Boolean alertChecker,
        boolean noFaults,
        boolean noCheckers) {

    public MailSettings {
        recipients = List.copyOf(recipients);
    }
}
