package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// Names of the process and of the roles it plays, where the file sets them.
///
/// @param roleNames `process_names`
public record ProcessIdentity(
        boolean roleNames,
        @Nullable String processName,
        @Nullable String vrrpName,
        @Nullable String checkerName,
        @Nullable String bfdName) {}
