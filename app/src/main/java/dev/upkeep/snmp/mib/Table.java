package dev.upkeep.snmp.mib;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table: its cells are computed when they are asked for.
///
/// @param <R> a row
public final class Table<R> implements MibNode {

    private final Oid entry;
    private final NavigableMap<Integer, Function<R, @Nullable SnmpValue>> columns = new TreeMap<>();
    private final NavigableMap<Oid, R> rows = new TreeMap<>();

    /// @param entry the row object; columns are numbered below it
    public Table(Oid entry) {
        this.entry = entry;
    }

    /// Adds a column; a row without a value there has no such object.
    public Table<R> column(int number, Function<R, @Nullable SnmpValue> value) {
        columns.put(number, value);
        return this;
    }

    /// Adds a row.
    public void row(R row, int... index) {
        rows.put(Oid.of(index), row);
    }

    @Override
    public @Nullable SnmpValue get(Oid name) {
        if (!name.startsWith(entry) || name.length() <= entry.length()) {
            return null;
        }
        Function<R, @Nullable SnmpValue> column = columns.get(name.at(entry.length()));
        if (column == null) {
            return null;
        }
        R row = rows.get(name.suffix(entry.length() + 1));
        SnmpValue value = row == null ? null : column.apply(row);
        return value == null ? SnmpValue.Absent.NO_SUCH_INSTANCE : value;
    }

    @Override
    public @Nullable VarBind next(Oid start, boolean include) {
        int number = 0;
        NavigableMap<Oid, R> rest = rows;
        if (start.startsWith(entry) && start.length() > entry.length()) {
            number = start.at(entry.length());
            rest = rows.tailMap(start.suffix(entry.length() + 1), include);
        } else if (start.compareTo(entry) > 0) {
            return null;
        }
        for (var column : columns.tailMap(number, true).entrySet()) {
            VarBind found =
                    first(
                            column.getKey(),
                            column.getValue(),
                            column.getKey() == number ? rest : rows);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable VarBind first(
            int number, Function<R, @Nullable SnmpValue> column, NavigableMap<Oid, R> candidates) {
        for (Map.Entry<Oid, R> row : candidates.entrySet()) {
            SnmpValue value = column.apply(row.getValue());
            if (value != null) {
                return new VarBind(entry.append(number).append(row.getKey()), value);
            }
        }
        return null;
    }
}
