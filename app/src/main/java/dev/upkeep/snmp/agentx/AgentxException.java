package dev.upkeep.snmp.agentx;

import java.io.Serial;

/// Bytes that are no message of AgentX.
public final class AgentxException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    public AgentxException(String message) {
        super(message);
    }
}
