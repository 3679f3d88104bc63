package dev.upkeep.snmp.mib;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SearchRange;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import java.util.List;

/// All objects that are shown, at one moment.
public record MibView(List<MibNode> nodes) {

    public MibView {
        nodes = List.copyOf(nodes);
    }

    /// Returns an object, or why there is none.
    public VarBind get(Oid name) {
        for (MibNode node : nodes) {
            SnmpValue value = node.get(name);
            if (value != null) {
                return new VarBind(name, value);
            }
        }
        return new VarBind(name, SnmpValue.Absent.NO_SUCH_OBJECT);
    }

    /// Returns the first object of a range, or the start of the range when there is none.
    public VarBind next(SearchRange range) {
        VarBind nearest = null;
        for (MibNode node : nodes) {
            VarBind found = node.next(range.start(), range.include());
            if (found != null && (nearest == null || found.name().compareTo(nearest.name()) < 0)) {
                nearest = found;
            }
        }
        return nearest == null || !range.reaches(nearest.name())
                ? new VarBind(range.start(), SnmpValue.Absent.END_OF_MIB_VIEW)
                : nearest;
    }
}
