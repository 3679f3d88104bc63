package dev.upkeep.bfd.machine;

import java.util.List;

/// The result of an event.
public record SessionStep(SessionVariables variables, List<SessionAction> actions) {

    public SessionStep {
        actions = List.copyOf(actions);
    }
}
