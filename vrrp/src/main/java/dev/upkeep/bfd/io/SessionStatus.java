package dev.upkeep.bfd.io;

import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.config.model.BfdInstance;

/// What a session is doing.
public record SessionStatus(
        BfdInstance instance, SessionVariables variables, SessionStatistics statistics) {}
