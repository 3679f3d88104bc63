package dev.upkeep.app.reload;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ProcessSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Settings of the process that last as long as it does.
public final class FixedSettings {

    private FixedSettings() {}

    /// Returns a sentence for each that a configuration has otherwise than that of the start.
    public static List<String> kept(Configuration started, Configuration next) {
        List<String> kept = new ArrayList<>();
        compare(kept, "net_namespace", ProcessSettings::netNamespace, started, next);
        compare(kept, "net_namespace_ipvs", ProcessSettings::ipvsNamespace, started, next);
        compare(kept, "instance", ProcessSettings::instance, started, next);
        return kept;
    }

    private static void compare(
            List<String> kept,
            String keyword,
            Function<ProcessSettings, @Nullable String> value,
            Configuration started,
            Configuration next) {
        String before = value.apply(started.process());
        if (!Objects.equals(before, value.apply(next.process()))) {
            kept.add(
                    "Reload cannot change "
                            + keyword
                            + ", it stays "
                            + (before == null ? "unset" : before.isEmpty() ? "the default" : before)
                            + " until a restart");
        }
    }
}
