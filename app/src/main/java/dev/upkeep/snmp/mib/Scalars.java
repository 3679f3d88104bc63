package dev.upkeep.snmp.mib;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Objects of which there is one each: their names end with 0.
public final class Scalars implements MibNode {

    private final Oid base;
    private final NavigableMap<Oid, SnmpValue> values = new TreeMap<>();

    /// @param base the group that they belong to
    public Scalars(Oid base) {
        this.base = base;
    }

    /// Adds an object, unless it has no value.
    ///
    /// @param path below the group
    public Scalars put(@Nullable SnmpValue value, int... path) {
        if (value != null) {
            values.put(base.append(path).append(0), value);
        }
        return this;
    }

    @Override
    public @Nullable SnmpValue get(Oid name) {
        return values.get(name);
    }

    @Override
    public @Nullable VarBind next(Oid start, boolean include) {
        Map.Entry<Oid, SnmpValue> found =
                include ? values.ceilingEntry(start) : values.higherEntry(start);
        return found == null ? null : new VarBind(found.getKey(), found.getValue());
    }
}
