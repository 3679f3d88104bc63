package dev.upkeep.vrrp.machine;

import dev.upkeep.net.Family;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says why an instance changed its state.
public final class ChangeReason {

    private ChangeReason() {}

    /// One clause that names the cause.
    ///
    /// @param before the state until then
    /// @param after the state that the event led to
    public static String of(
            RouterConfig config, RouterState before, Event event, RouterState after) {
        return switch (event) {
            case Event.Started() -> started(config, after);
            case Event.Stopped(_, Transition last) ->
                    last == Transition.STOP
                            ? "the daemon stops"
                            : "the instance left the configuration";
            case Event.Resumed _ -> "goes on as master after a restart";
            case Event.AdvertReceived(var source, int priority, _) -> advert(source, priority);
            case Event.Expired(Timer timer, _) -> expired(timer, before.role());
            case Event.ResourceLost(String text) -> text;
            case Event.Synced(Event.Decision decision) -> synced(config, decision);
            case Event.EnvironmentChanged _, Event.Reconfigured _ ->
                    environment(config, event, after);
        };
    }

    private static String started(RouterConfig config, RouterState after) {
        String faults = faults(config, after.faults());
        return faults.isEmpty() ? "start" : faults;
    }

    private static String advert(Object source, int priority) {
        return priority == 0
                ? source + " left with priority 0"
                : "advertisement of " + source + " with priority " + priority;
    }

    private static String expired(Timer timer, Role before) {
        return switch (timer) {
            case MASTER_DOWN -> master(before) + " was silent for the master down interval";
            case PREEMPT_DELAY -> "preempt_delay is over";
            case OWNER_CONFLICT -> "the conflict with another address owner is decided";
            case ADVERT, SECOND_BURST, REFRESH, EXTRA_INTERFACES, LOWER_PRIORITY_BURST ->
                    "timer " + timer;
        };
    }

    private static String master(Role before) {
        @Nullable Object master = before instanceof Role.Backup backup ? backup.master() : null;
        return master == null ? "every other router" : "the master " + master;
    }

    private static String synced(RouterConfig config, Event.Decision decision) {
        var group = config.group();
        String name = group == null ? "the sync group" : "sync group " + group.name();
        return switch (decision) {
            case MASTER -> "every member of " + name + " is ready";
            case BACKUP -> "a member of " + name + " became backup";
            case FAULT -> "a member of " + name + " is in fault";
            case RECOVERED -> "no member of " + name + " is in fault any more";
            case ANNOUNCE -> name + " announces";
            case YIELD -> "the operator asked for it";
        };
    }

    private static String environment(RouterConfig config, Event event, RouterState after) {
        String faults = faults(config, after.faults());
        if (!faults.isEmpty()) {
            return faults;
        }
        return event instanceof Event.Reconfigured ? "reload" : "no fault is left";
    }

    private static String faults(RouterConfig config, Collection<Fault> faults) {
        Family family = config.instance().identity().family();
        return faults.stream()
                .map(fault -> fault.cause(family))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
