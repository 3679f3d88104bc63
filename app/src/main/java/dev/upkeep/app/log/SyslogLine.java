package dev.upkeep.app.log;

import java.time.LocalDateTime;
import org.slf4j.event.Level;

/// A line for the local syslog socket, as C's `syslog()` writes it: `<30>Nov 7 06:40:45
/// Keepalived_vrrp[712]: text`.
final class SyslogLine {

    private SyslogLine() {}

    /// @param facility code 0-23
    static String of(
            int facility, LocalDateTime time, String ident, long pid, Level level, String text) {
        String stamp = ConsoleLayout.stamp(time); // Sat Nov  7 06:40:45 2026:
        return "<"
                + (facility * 8 + severity(level))
                + ">"
                + stamp.substring(4, 19)
                + " "
                + ident
                + "["
                + pid
                + "]: "
                + text;
    }

    /// RFC 5424 section 6.2.1.
    private static int severity(Level level) {
        return switch (level) {
            case ERROR -> 3;
            case WARN -> 4;
            case INFO -> 6;
            case DEBUG, TRACE -> 7;
        };
    }
}
