package dev.upkeep.bfd.io;

import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.config.model.BfdInstance;

/// The status of a session.
public record SessionStatus(
        BfdInstance instance, SessionVariables variables, SessionStatistics statistics) {}
