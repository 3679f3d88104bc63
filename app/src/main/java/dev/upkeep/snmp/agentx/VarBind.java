package dev.upkeep.snmp.agentx;

/// An object with its value.
public record VarBind(Oid name, SnmpValue value) {}
