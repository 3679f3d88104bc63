package dev.upkeep.config.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reloading.
///
/// @param policy what to do with a text that has errors
/// @param checkConfigLog log of `reload_check_config`, null when off
/// @param timeFile `reload_time_file`, null for none
/// @param reloadFile file that exists while the configuration is read, null for none
/// @param includeCheck problems of includes that are errors: `read`, `match`, `wildcard_match`,
///   `brace_match`
public record ReloadSettings(
        ReloadPolicy policy,
        @Nullable String checkConfigLog,
        @Nullable String timeFile,
        boolean repeat,
        @Nullable String reloadFile,
        List<String> includeCheck) {

    public ReloadSettings {
        includeCheck = List.copyOf(includeCheck);
    }
}
