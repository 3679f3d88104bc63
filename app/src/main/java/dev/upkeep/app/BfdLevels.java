package dev.upkeep.app;

import dev.upkeep.bfd.BfdListener;
import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.model.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Knows the level of every BFD session, for checkers and virtual routers that follow one. The
/// sides start at different times and on threads of their own: who listens late hears what was.
final class BfdLevels implements BfdListener {

    private final Map<String, Known> sessions = new LinkedHashMap<>();
    private final Map<User, Listener> listeners = new LinkedHashMap<>();

    private record Known(BfdInstance session, Level level) {}

    /// Describes who may follow a session.
    enum User {
        /// `track_bfd`, unless the session is for checkers only.
        VRRP,
        /// `BFD_CHECK`, unless the session is for VRRP only.
        CHECKERS
    }

    /// Takes a level; must not block.
    interface Listener {
        void sessionIs(String session, Level level);
    }

    @Override
    public synchronized void sessionIs(BfdInstance session, Level level) {
        sessions.put(session.name(), new Known(session, level));
        listeners.forEach((user, listener) -> publish(user, listener, session, level));
    }

    /// Publishes what is known, and every change from now on.
    ///
    /// @param listener null for nobody
    synchronized void listen(User user, @Nullable Listener listener) {
        if (listener == null) {
            listeners.remove(user);
        } else {
            listeners.put(user, listener);
            repeat(user);
        }
    }

    /// Publishes what is known once more: the user has checks or instances that did not hear it.
    synchronized void repeat(User user) {
        Listener listener = listeners.get(user);
        if (listener != null) {
            sessions.values()
                    .forEach(known -> publish(user, listener, known.session(), known.level()));
        }
    }

    /// Forgets the sessions that are not in a configuration.
    synchronized void retain(Configuration configuration) {
        sessions.keySet()
                .retainAll(
                        configuration.trackers().bfdInstances().stream()
                                .map(BfdInstance::name)
                                .collect(Collectors.toSet()));
    }

    private static void publish(User user, Listener listener, BfdInstance session, Level level) {
        boolean meant =
                switch (user) {
                    case VRRP -> session.forVrrp();
                    case CHECKERS -> session.forCheckers();
                };
        if (meant) {
            listener.sessionIs(session.name(), level);
        }
    }
}
