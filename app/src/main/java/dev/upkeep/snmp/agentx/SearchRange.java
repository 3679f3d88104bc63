package dev.upkeep.snmp.agentx;

/// Where a request looks for an object.
///
/// @param include whether `start` itself counts
/// @param end the first one that does not count any more; empty for no end
public record SearchRange(Oid start, boolean include, Oid end) {

    /// Returns whether an object lies before the end.
    public boolean reaches(Oid name) {
        return end.length() == 0 || name.compareTo(end) < 0;
    }
}
