package dev.upkeep.bfd.machine;

import java.util.List;

/// What an event leads to.
public record SessionStep(SessionVariables variables, List<SessionAction> actions) {

    public SessionStep {
        actions = List.copyOf(actions);
    }
}
