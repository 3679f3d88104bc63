package dev.upkeep.snmp.mib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SearchRange;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MibViewTest {

    private static final Oid ROOT = Oid.of(1, 3, 9);

    private final MibView view;

    MibViewTest() {
        Table<String> table =
                new Table<String>(ROOT.append(2, 1))
                        .column(2, SnmpValue::text)
                        .column(4, row -> row.equals("b") ? null : Values.number(row.length()));
        table.row("bbb", 10);
        table.row("b", 2);
        table.row("a", 1, 7);
        Scalars scalars =
                new Scalars(ROOT).put(Values.number(1), 1).put(Values.number(3), 3).put(null, 4);
        view = new MibView(List.of(scalars, table));
    }

    @Test
    void walk_goesOverObjectsInTheOrderOfTheirNames_andLeavesOutWhatHasNoValue() {
        List<String> names = new ArrayList<>();
        SearchRange range = new SearchRange(ROOT, false, ROOT.append(99));
        for (VarBind found = view.next(range);
                found.value() != SnmpValue.Absent.END_OF_MIB_VIEW;
                found = view.next(new SearchRange(found.name(), false, range.end()))) {
            names.add(found.name().suffix(ROOT.length()).toString());
        }
        assertThat(names)
                .containsExactly(
                        "1.0", "2.1.2.1.7", "2.1.2.2", "2.1.2.10", "2.1.4.1.7", "2.1.4.10", "3.0");
    }

    @Test
    void range_endsBeforeItsEnd_andMayIncludeItsStart() {
        Oid first = ROOT.append(1, 0);
        assertThat(view.next(new SearchRange(first, true, Oid.of())).name()).isEqualTo(first);
        assertThat(view.next(new SearchRange(first, false, ROOT.append(2))).value())
                .isEqualTo(SnmpValue.Absent.END_OF_MIB_VIEW);
        Oid cell = ROOT.append(2, 1, 2, 2);
        assertThat(view.next(new SearchRange(cell, true, Oid.of())).name()).isEqualTo(cell);
    }

    @Test
    void object_thatIsAsked_isThereOrSaysWhyNot() {
        assertThat(view.get(ROOT.append(2, 1, 2, 10)).value()).isEqualTo(SnmpValue.text("bbb"));
        assertThat(view.get(ROOT.append(2, 1, 2, 11)).value())
                .isEqualTo(SnmpValue.Absent.NO_SUCH_INSTANCE);
        assertThat(view.get(ROOT.append(2, 1, 3, 10)).value())
                .isEqualTo(SnmpValue.Absent.NO_SUCH_OBJECT);
        assertThat(view.get(ROOT.append(4, 0)).value()).isEqualTo(SnmpValue.Absent.NO_SUCH_OBJECT);
    }
}
