/// The SNMP agent: a session with the master agent (AgentX, RFC 2741), over which it serves MIBs
/// and sends notifications.
@NullMarked
package dev.upkeep.snmp;

import org.jspecify.annotations.NullMarked;
