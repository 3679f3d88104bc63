/// Messages of AgentX (RFC 2741), as values and as bytes.
@NullMarked
package dev.upkeep.snmp.agentx;

import org.jspecify.annotations.NullMarked;
