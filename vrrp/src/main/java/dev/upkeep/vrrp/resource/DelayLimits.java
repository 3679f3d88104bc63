package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.VrrpInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Keeps `interface_up_down_delays` below the time after which a backup that hears nothing takes
/// over: `(down_timer_adverts - 1) * advert_int - advert_int / 256` of every instance that uses the
/// interface.
public final class DelayLimits {

    private static final int PRIORITIES = 256;

    private DelayLimits() {}

    /// Hears of each delay that is reduced.
    public interface Listener {
        void reduced(InterfaceDelay from, InterfaceDelay to, VrrpInstance cause);
    }

    /// Returns the delays of a configuration, each shortened to what the instances that use its
    /// interface allow.
    public static List<InterfaceDelay> limited(Configuration configuration, Listener listener) {
        List<InterfaceDelay> limited = new ArrayList<>();
        for (InterfaceDelay written : configuration.interfaces().delays()) {
            InterfaceDelay delay = written;
            for (VrrpInstance instance : configuration.vrrpInstances()) {
                Duration limit = limit(instance);
                if (uses(instance, delay.interfaceName())
                        && (delay.down().compareTo(limit) > 0 || delay.up().compareTo(limit) > 0)) {
                    InterfaceDelay less =
                            new InterfaceDelay(
                                    delay.interfaceName(),
                                    shorter(delay.down(), limit),
                                    shorter(delay.up(), limit));
                    listener.reduced(delay, less, instance);
                    delay = less;
                }
            }
            limited.add(delay);
        }
        return limited;
    }

    private static Duration limit(VrrpInstance instance) {
        int adverts = instance.adverts().downTimerAdverts() - 1;
        Duration interval = instance.adverts().interval();
        return adverts == 0
                ? Duration.ZERO
                : interval.multipliedBy(adverts).minus(interval.dividedBy(PRIORITIES));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean uses(VrrpInstance instance, String name) {
        return name.equals(instance.link().interfaceName())
                || TrackedInterfaces.of(instance).contains(name)
                || instance.tracking().interfaces().stream()
                        .map(Tracking.Tracked::name)
                        .anyMatch(name::equals);
    }
}
