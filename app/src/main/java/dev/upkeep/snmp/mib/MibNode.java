package dev.upkeep.snmp.mib;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import org.jspecify.annotations.Nullable;

/// A part of a MIB: a table, or a number of single objects.
public interface MibNode {

    /// Returns the value of an object, null when it is none of this part.
    @Nullable SnmpValue get(Oid name);

    /// Returns the first object from a name on, null when none follows.
    ///
    /// @param include whether the name itself counts
    @Nullable VarBind next(Oid start, boolean include);
}
