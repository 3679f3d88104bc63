package dev.upkeep.snmp;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.Pdu;
import dev.upkeep.snmp.agentx.SearchRange;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import dev.upkeep.snmp.mib.MibView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers the requests of the master agent. Belongs to one thread.
final class RequestHandler {

    /// Errors of RFC 2741 section 7.2.4 and RFC 3416.
    private static final int NO_ERROR = 0;

    private static final int GENERAL_ERROR = 5;
    private static final int WRONG_TYPE = 7;
    private static final int WRONG_VALUE = 10;
    private static final int COMMIT_FAILED = 14;
    private static final int UNDO_FAILED = 15;
    private static final int NOT_WRITABLE = 17;

    /// What an answer carries at most, whatever `GetBulk` asks for.
    private static final int MAX_BINDINGS = 1_000;

    private final View view;
    private final Writer writer;
    private List<VarBind> tested = List.of();
    private final List<Oid> set = new ArrayList<>();

    /// Gives what is shown now.
    interface View {
        MibView now() throws InterruptedException;
    }

    /// Sets objects.
    interface Writer {

        /// Returns whether the object can be set at all.
        boolean writable(Oid name);

        /// Returns whether it can have this value.
        boolean accepts(Oid name, int value);

        /// Sets it.
        ///
        /// @param value null for that of the configuration
        /// @return whether it was done
        boolean set(Oid name, @Nullable Integer value) throws InterruptedException;
    }

    RequestHandler(View view, Writer writer) {
        this.view = view;
        this.writer = writer;
    }

    /// Returns the answer, null for what is not answered.
    Pdu.@Nullable Response answer(Pdu request) throws InterruptedException {
        return switch (request) {
            case Pdu.Get(var ranges) -> get(ranges);
            case Pdu.GetNext(var ranges) -> next(ranges);
            case Pdu.GetBulk bulk -> bulk(bulk);
            case Pdu.TestSet(var bindings) -> test(bindings);
            case Pdu.CommitSet _ -> commit();
            case Pdu.UndoSet _ -> undo();
            case Pdu.CleanupSet _ -> {
                forget();
                yield null;
            }
            case Pdu.Response _, Pdu.Close _ -> null;
            case Pdu.Open _, Pdu.Register _, Pdu.Notify _, Pdu.Ping _, Pdu.Other _ ->
                    error(GENERAL_ERROR, 0);
        };
    }

    private Pdu.Response get(List<SearchRange> ranges) throws InterruptedException {
        MibView now = view.now();
        return answer(ranges.stream().map(range -> now.get(range.start())).toList());
    }

    private Pdu.Response next(List<SearchRange> ranges) throws InterruptedException {
        MibView now = view.now();
        return answer(ranges.stream().map(now::next).toList());
    }

    private Pdu.Response bulk(Pdu.GetBulk bulk) throws InterruptedException {
        MibView now = view.now();
        int single = Math.min(bulk.nonRepeaters(), bulk.ranges().size());
        List<VarBind> all = new ArrayList<>();
        bulk.ranges().subList(0, single).forEach(range -> all.add(now.next(range)));
        List<SearchRange> rest = bulk.ranges().subList(single, bulk.ranges().size());
        for (int i = 0; i < bulk.repetitions() && !rest.isEmpty(); i++) {
            List<SearchRange> further = new ArrayList<>();
            boolean more = false;
            for (SearchRange range : rest) {
                VarBind found = now.next(range);
                all.add(found);
                more |= found.value() != SnmpValue.Absent.END_OF_MIB_VIEW;
                further.add(
                        found.value() == SnmpValue.Absent.END_OF_MIB_VIEW
                                ? range
                                : new SearchRange(found.name(), false, range.end()));
            }
            rest = further;
            if (!more || all.size() >= MAX_BINDINGS) {
                break;
            }
        }
        return answer(all);
    }

    private Pdu.Response test(List<VarBind> bindings) throws InterruptedException {
        forget();
        MibView now = view.now();
        for (int i = 0; i < bindings.size(); i++) {
            VarBind binding = bindings.get(i);
            if (!writer.writable(binding.name())
                    || now.get(binding.name()).value() instanceof SnmpValue.Absent) {
                return error(NOT_WRITABLE, i + 1);
            }
            if (!(binding.value() instanceof SnmpValue.Int32(int value))) {
                return error(WRONG_TYPE, i + 1);
            }
            if (!writer.accepts(binding.name(), value)) {
                return error(WRONG_VALUE, i + 1);
            }
        }
        tested = bindings;
        return error(NO_ERROR, 0);
    }

    private Pdu.Response commit() throws InterruptedException {
        for (int i = 0; i < tested.size(); i++) {
            VarBind binding = tested.get(i);
            if (!(binding.value() instanceof SnmpValue.Int32(int value))
                    || !writer.set(binding.name(), value)) {
                return error(COMMIT_FAILED, i + 1);
            }
            set.add(binding.name());
        }
        return error(NO_ERROR, 0);
    }

    private Pdu.Response undo() throws InterruptedException {
        int error = NO_ERROR;
        for (Oid name : set) {
            if (!writer.set(name, null)) {
                error = UNDO_FAILED;
            }
        }
        forget();
        return error(error, 0);
    }

    private void forget() {
        tested = List.of();
        set.clear();
    }

    private static Pdu.Response answer(List<VarBind> bindings) {
        return new Pdu.Response(NO_ERROR, 0, bindings);
    }

    private static Pdu.Response error(int error, int index) {
        return new Pdu.Response(error, index, List.of());
    }
}
