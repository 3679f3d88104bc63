package dev.upkeep.snmp.agentx;

/// One message of AgentX.
///
/// @param session given by the master agent; 0 before it did
/// @param transaction of the request that caused it
/// @param packet the answer has the same
public record Message(int session, int transaction, int packet, Pdu pdu) {}
