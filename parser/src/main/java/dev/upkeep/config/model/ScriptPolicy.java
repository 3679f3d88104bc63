package dev.upkeep.config.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings of scripts.
///
/// @param user `script_user`, null when not given
/// @param security `enable_script_security`
public record ScriptPolicy(
        @Nullable ScriptUser user,
        boolean security,
        boolean useSymlinkPaths,
        boolean supplementaryGroups,
        @Nullable Script startup,
        Duration startupTimeout,
        @Nullable Script shutdown,
        Duration shutdownTimeout) {}
