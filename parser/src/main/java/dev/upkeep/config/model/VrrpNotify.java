package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// Scripts and alerts of an instance or a sync group.
public record VrrpNotify(
        @Nullable Script backup,
        @Nullable Script master,
        @Nullable Script fault,
        @Nullable Script stop,
        @Nullable Script deleted,
        boolean notifyDeleted,
        @Nullable Script any,
        @Nullable Script masterReceivedLowerPriority,
        boolean smtpAlert,
        boolean priorityChanges) {}
