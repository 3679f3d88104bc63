package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `interface_up_down_delays`: holds back a change of a link between usable and not until it has
/// lasted; a change that is taken back before counts for nothing. The first time that a link comes
/// up is not delayed. Belongs to the vrrp thread.
final class LinkDelays {

    private final EventLoop loop;
    private final Consumer<RouteEvent> next;
    private final Map<Integer, Pending> pending = new HashMap<>();
    private final Set<Integer> everUp = new HashSet<>();
    private List<InterfaceDelay> delays = List.of();

    private static final class Pending {
        private final boolean usable;
        private final EventLoop.Timer timer;
        private Link link;

        private Pending(Link link, EventLoop.Timer timer) {
            this.link = link;
            this.usable = link.usable();
            this.timer = timer;
        }
    }

    /// The links as the instances see them now.
    interface Seen {
        /// The link of an index, null while it does not exist.
        @Nullable Link link(int interfaceIndex);
    }

    private final Seen seen;

    /// @param seen what was passed on so far
    /// @param next gets what is not held back, and what was when its time is over
    LinkDelays(EventLoop loop, Seen seen, Consumer<RouteEvent> next) {
        this.loop = loop;
        this.seen = seen;
        this.next = next;
    }

    /// Takes the delays of a configuration; what is held back already keeps its time.
    void configure(List<InterfaceDelay> configured) {
        delays = configured;
    }

    /// Takes a notification.
    void accept(RouteEvent event) {
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> changed(link);
            case RouteEvent.LinkRemoved(Link link) -> {
                cancel(link.index());
                everUp.remove(link.index());
                next.accept(event);
            }
            case RouteEvent.Resynchronized _ -> {
                List.copyOf(pending.keySet()).forEach(this::cancel);
                next.accept(event);
            }
            default -> next.accept(event);
        }
    }

    private void changed(Link link) {
        int index = link.index();
        Link present = seen.link(index);
        boolean usable = present != null && present.usable();
        boolean firstUp = link.usable() && !usable && everUp.add(index);
        if (usable) {
            everUp.add(index);
        }
        Duration delay = firstUp ? Duration.ZERO : delay(link);
        if (link.usable() == usable || delay.isZero()) {
            cancel(index);
            next.accept(new RouteEvent.LinkChanged(link));
            return;
        }
        Pending held = pending.get(index);
        if (held != null && held.usable == link.usable()) {
            held.link = link;
        } else {
            cancel(index);
            pending.put(index, new Pending(link, loop.after(delay, () -> over(index))));
        }
    }

    private void over(int index) {
        Pending held = pending.remove(index);
        if (held != null) {
            next.accept(new RouteEvent.LinkChanged(held.link));
        }
    }

    private void cancel(int index) {
        Pending held = pending.remove(index);
        if (held != null) {
            held.timer.cancel();
        }
    }

    /// A virtual interface has the delays of the one below it.
    private Duration delay(Link link) {
        Link below = link.parent() == 0 ? null : seen.link(link.parent());
        for (InterfaceDelay delay : delays) {
            String name = delay.interfaceName();
            if (name.equals(link.name()) || (below != null && name.equals(below.name()))) {
                return link.usable() ? delay.up() : delay.down();
            }
        }
        return Duration.ZERO;
    }
}
