package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `linkbeat_interfaces` and `linkbeat_use_polling`: replaces what the kernel reports about the
/// carrier of an interface by what its driver says when asked each second. Belongs to the vrrp
/// thread; the questions are asked elsewhere ([Poller]).
final class LinkPolling {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final EventLoop loop;
    private final Poller poller;
    private final Consumer<RouteEvent> next;
    private Map<String, List<Method>> polled = Map.of();

    /// Links as the kernel reported them last, by name.
    private final Map<String, Link> links = new HashMap<>();

    private final Map<String, Boolean> states = new HashMap<>();

    /// Asks drivers, on a thread of its own.
    interface Poller {
        /// Asks about exactly these interfaces from now on; none ends it.
        ///
        /// @param answers gets every state that differs from the one before, on any thread
        void poll(Map<String, List<Method>> interfaces, Answers answers);
    }

    /// Takes answers.
    interface Answers {
        void linkIs(String name, Method method, boolean up);
    }

    LinkPolling(EventLoop loop, Poller poller, Consumer<RouteEvent> next) {
        this.loop = loop;
        this.poller = poller;
        this.next = next;
    }

    /// Polls what a configuration asks for.
    ///
    /// @param present the links as the kernel reported them
    void configure(Map<String, List<Method>> methods, Iterable<Link> present) {
        if (methods.equals(polled)) {
            return;
        }
        Set<String> before = polled.keySet();
        polled = Map.copyOf(methods);
        states.keySet().retainAll(polled.keySet());
        for (Link link : present) {
            if (!before.contains(link.name())) {
                links.put(link.name(), link);
            }
        }
        for (String name : before) {
            Link link = links.get(name);
            if (!polled.containsKey(name) && link != null) {
                next.accept(new RouteEvent.LinkChanged(link)); // the kernel's word counts again
            }
        }
        links.keySet().retainAll(polled.keySet());
        poller.poll(polled, (name, method, up) -> loop.execute(() -> answered(name, method, up)));
    }

    /// Returns whether an interface is polled.
    boolean polls(String name) {
        return polled.containsKey(name);
    }

    /// Takes a notification of the kernel and passes it on with the states that were polled.
    void accept(RouteEvent event) {
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> {
                if (polls(link.name())) {
                    links.put(link.name(), link);
                }
                next.accept(new RouteEvent.LinkChanged(seen(link)));
            }
            case RouteEvent.LinkRemoved(Link link) -> {
                links.remove(link.name());
                states.remove(link.name());
                next.accept(event);
            }
            case RouteEvent.Resynchronized(var all, var addresses) -> {
                links.clear();
                for (Link link : all) {
                    if (polls(link.name())) {
                        links.put(link.name(), link);
                    }
                }
                next.accept(
                        new RouteEvent.Resynchronized(
                                all.stream().map(this::seen).toList(), addresses));
            }
            case RouteEvent.AddressChanged _,
                    RouteEvent.AddressRemoved _,
                    RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ ->
                    next.accept(event);
        }
    }

    private Link seen(Link link) {
        Boolean up = polls(link.name()) ? states.get(link.name()) : null;
        return up == null ? link : link.running(up);
    }

    private void answered(String name, Method method, boolean up) {
        if (!polls(name)) {
            return; // asked before the last reload
        }
        Boolean before = states.put(name, up);
        Link link = links.get(name);
        if (before == null) {
            log.info("Polling the link of {} by {}: {}", name, method, up ? "up" : "down");
        }
        if (link != null && (before == null || before != up)) {
            next.accept(new RouteEvent.LinkChanged(link.running(up)));
        }
    }

    /// Ends the questions.
    void close() {
        poller.poll(Map.of(), (_, _, _) -> {});
    }
}
