package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// Scripts and alerts of a real server.
public record ServerNotify(
        boolean smtpAlert, @Nullable Script notifyUp, @Nullable Script notifyDown) {

    /// No scripts and no alerts.
    public static final ServerNotify NONE = new ServerNotify(false, null, null);
}
