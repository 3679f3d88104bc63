package dev.upkeep.app.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Says which messages are logged, and where.
///
/// @param facility syslog facility code: 3 daemon, 1 user, 16-23 local0-7
/// @param file of `-g`, null for none
/// @param debug log every packet and probe (`-DD`)
public record LogSettings(
        boolean console, boolean syslog, @Nullable Path file, int facility, boolean debug) {

    /// `daemon`, what keepalived uses by default.
    public static final int DAEMON = 3;

    /// Returns the code of a facility as written on the command line, or -1.
    public static int facility(String text) {
        String digits = text.startsWith("local") ? text.substring(5) : text;
        if (digits.length() == 1 && digits.charAt(0) >= '0' && digits.charAt(0) <= '7') {
            return 16 + digits.charAt(0) - '0';
        }
        return switch (text) {
            case "user" -> 1;
            case "daemon" -> DAEMON;
            default -> -1;
        };
    }
}
