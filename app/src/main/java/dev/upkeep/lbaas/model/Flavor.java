package dev.upkeep.lbaas.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A flavor, offered by an administrator for load balancers: a provider and its settings.
///
/// @param data settings of the provider, such as `lb_kind`
public record Flavor(
        String id,
        String name,
        boolean enabled,
        String provider,
        Map<String, @Nullable Object> data) {

    /// No settings: the provider's defaults.
    public static Flavor none(String provider) {
        return new Flavor("", "", true, provider, Map.of());
    }
}
