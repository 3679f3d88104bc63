package dev.upkeep.vrrp.machine;

import java.util.List;

/// The result of an event.
public record Step(RouterState state, List<Action> actions) {

    public Step {
        actions = List.copyOf(actions);
    }

    static Step to(RouterState state, Action... actions) {
        return new Step(state, List.of(actions));
    }
}
