package dev.upkeep.lbaas.mapping;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.schema.ApiFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of flavors of the provider `ipvs`.
///
/// @param persistence of pools with source-IP persistence that do not say how long
/// @param drain how long a member that is removed or disabled finishes its connections
public record IpvsFlavor(Forwarding forwarding, Duration persistence, Duration drain) {

    private static final long PERSISTENCE_S = 300;
    private static final long DRAIN_S = 60;

    /// Each setting with a sentence.
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("lb_kind", "How packets reach members: NAT (default), DR, TUN or FNAT.");
        settings.put("persistence_timeout", "Seconds of source-IP persistence; default 300.");
        settings.put(
                "drain_timeout",
                "Seconds that a removed member has to finish its connections; default 60.");
        return settings;
    }

    /// Reads a flavor.
    ///
    /// @throws ApiFault 501 for a value that is none
    static IpvsFlavor of(Flavor flavor) {
        return new IpvsFlavor(
                forwarding(flavor.data().get("lb_kind")),
                seconds(flavor, "persistence_timeout", PERSISTENCE_S),
                seconds(flavor, "drain_timeout", DRAIN_S));
    }

    private static Forwarding forwarding(@Nullable Object kind) {
        return switch (String.valueOf(kind)) {
            case "null", "NAT" -> new Forwarding.Nat();
            case "DR" -> new Forwarding.DirectRouting();
            case "TUN" ->
                    new Forwarding.Tunnel(Forwarding.TunnelType.IPIP, 0, Forwarding.Checksum.NONE);
            case "FNAT" -> new Forwarding.FullNat();
            default -> throw ApiFault.unsupported("ipvs", "lb_kind " + kind);
        };
    }

    private static Duration seconds(Flavor flavor, String name, long byDefault) {
        Object value = flavor.data().get(name);
        if (value == null) {
            return Duration.ofSeconds(byDefault);
        }
        if (value instanceof Number number && number.longValue() > 0) {
            return Duration.ofSeconds(number.longValue());
        }
        throw ApiFault.unsupported("ipvs", name + " " + value);
    }

    /// True when members answer clients without the director.
    boolean direct() {
        return switch (forwarding) {
            case Forwarding.DirectRouting _, Forwarding.Tunnel _ -> true;
            case Forwarding.Nat _, Forwarding.FullNat _ -> false;
        };
    }
}
