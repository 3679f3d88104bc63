package dev.upkeep.snmp.mib;

import dev.upkeep.snmp.agentx.Oid;
import org.jspecify.annotations.Nullable;

/// The objects of KEEPALIVED-MIB that can be set.
public enum SettableObject {

    /// `vrrpInstanceBasePriority`; 255 is the owner's.
    BASE_PRIORITY(1, 1, 254),

    /// `vrrpInstancePreempt`: [Values#enabled].
    PREEMPT(1, 1, 2),

    /// `realServerWeight`.
    WEIGHT(2, 0, Integer.MAX_VALUE);

    private final int indexes;
    private final int least;
    private final int most;

    SettableObject(int indexes, int least, int most) {
        this.indexes = indexes;
        this.least = least;
        this.most = most;
    }

    private Oid column() {
        return switch (this) {
            case BASE_PRIORITY -> KeepalivedMib.VRRP.append(3, 1, 7);
            case PREEMPT -> KeepalivedMib.VRRP.append(3, 1, 13);
            case WEIGHT -> KeepalivedMib.CHECK.append(4, 1, 7);
        };
    }

    /// Returns what an object is, null for one that cannot be set.
    public static @Nullable SettableObject of(Oid name) {
        for (SettableObject each : values()) {
            Oid column = each.column();
            if (name.startsWith(column) && name.length() == column.length() + each.indexes) {
                return each;
            }
        }
        return null;
    }

    /// Returns whether it can have this value.
    public boolean accepts(int value) {
        return value >= least && value <= most;
    }

    /// Returns an index of its row.
    ///
    /// @param place which of them, from 0
    public int index(Oid name, int place) {
        return name.at(column().length() + place);
    }
}
