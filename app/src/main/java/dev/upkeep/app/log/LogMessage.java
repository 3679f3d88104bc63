package dev.upkeep.app.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// A finished log message: nothing in it changes any more.
///
/// @param millis wall clock when it was written, milliseconds since 1970
public record LogMessage(
        long millis, Level level, Role role, String text, @Nullable Throwable cause) {

    /// The part of the daemon that speaks. keepalived has a process for each, and operators filter
    /// their logs by its names.
    public enum Role {
        MAIN("Keepalived"),
        VRRP("Keepalived_vrrp"),
        CHECKERS("Keepalived_healthcheckers"),
        BFD("Keepalived_bfd");

        private final String ident;

        Role(String ident) {
            this.ident = ident;
        }

        /// Returns the name at the head of a syslog line.
        public String ident() {
            return ident;
        }

        /// Returns the part that a logger belongs to, by its name.
        public static Role ofLogger(String name) {
            if (name.startsWith("dev.upkeep.vrrp.bfd")) {
                return BFD;
            }
            if (name.startsWith("dev.upkeep.vrrp")) {
                return VRRP;
            }
            return name.startsWith("dev.upkeep.checkers") ? CHECKERS : MAIN;
        }
    }
}
