package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import dev.upkeep.vrrp.resource.ResourceTable.Disappearance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceTableTest {

    private static final Resource A = address(2, "10.0.0.100", 24);
    private static final Resource B = address(2, "10.0.0.101", 24);
    private static final ResourceOwner V1 = owner("(V1) ");
    private static final ResourceOwner V2 = owner("(V2) ");

    private final ResourceTable table = new ResourceTable();

    @Test
    void release_ofOneOfTwoOwners_keepsTheResource() {
        table.hold(V1, List.of(A));
        table.hold(V2, List.of(A));
        assertThat(all()).containsExactly(new Change.Add(A));

        table.hold(V1, List.of());
        assertThat(all()).isEmpty();

        table.hold(V2, List.of());
        assertThat(all()).containsExactly(new Change.Remove(A));
    }

    @Test
    void hold_resourcesThatSwapOwners_changesNothing() {
        table.hold(V1, List.of(A));
        table.hold(V2, List.of(B));
        all();

        table.hold(V1, List.of(B));
        table.hold(V2, List.of(A));

        assertThat(all()).isEmpty();
    }

    @Test
    void hold_givenUpByOneAndTakenByAnotherBeforeTheChangesAreTaken_changesNothing() {
        table.hold(V1, List.of(A));
        table.hold(V2, List.of(B));
        all();

        table.hold(V2, List.of());
        table.hold(V1, List.of(A, B));

        assertThat(all()).isEmpty();
    }

    @Test
    void hold_anotherList_addsFirstAndRemovesTheLastFirst() {
        Resource c = address(2, "10.0.0.102", 24);
        table.hold(V1, List.of(A, B));
        all();

        table.hold(V1, List.of(c));

        assertThat(all())
                .containsExactly(new Change.Add(c), new Change.Remove(B), new Change.Remove(A));
    }

    @Test
    void hold_resourceInAnotherForm_removesAndAddsIt() {
        Resource labelled =
                new Resource.Address(
                        new InterfaceAddress(
                                2,
                                IpAddress.parse("10.0.0.100"),
                                24,
                                null,
                                null,
                                0,
                                0,
                                "eth0:1",
                                InterfaceAddress.FOREVER,
                                InterfaceAddress.FOREVER),
                        true);
        table.hold(V1, List.of(A));
        all();

        table.hold(V1, List.of(labelled));

        assertThat(all()).containsExactly(new Change.Remove(A), new Change.Add(labelled));
    }

    @Test
    void take_moreThanASlice_leavesTheRest() {
        table.hold(
                V1, IntStream.range(0, 100).mapToObj(i -> address(2, "10.1.0." + i, 32)).toList());

        assertThat(table.take(64)).hasSize(64);
        assertThat(table.hasChanges()).isTrue();
        assertThat(table.take(64)).hasSize(36);
        assertThat(table.hasChanges()).isFalse();
    }

    @Test
    void disappeared_removedHere_isExpectedOnce() {
        table.hold(V1, List.of(A));
        table.hold(V1, List.of());
        table.hold(V1, List.of(A));
        all();
        table.hold(V1, List.of());
        all();
        table.hold(V1, List.of(A));
        all();

        assertThat(table.disappeared(A.key())).isEqualTo(Disappearance.EXPECTED);
        assertThat(table.disappeared(A.key())).isEqualTo(Disappearance.LOST);
    }

    @Test
    void disappeared_whileHeld_isLostAndPutBackOnRetry() {
        table.hold(V1, List.of(A));
        all();

        assertThat(table.disappeared(A.key())).isEqualTo(Disappearance.LOST);
        assertThat(all()).isEmpty();
        table.retry(A.key());

        assertThat(all()).containsExactly(new Change.Add(A));
    }

    @Test
    void refusedRemoval_isNotAwaited() {
        table.hold(V1, List.of(A));
        all();
        table.hold(V1, List.of());
        table.refused(all().getFirst());
        table.hold(V1, List.of(A));
        all();

        assertThat(table.disappeared(A.key())).isEqualTo(Disappearance.LOST);
    }

    @Test
    void adopt_heldByNobody_isRemoved() {
        table.adopt(A);

        assertThat(all()).containsExactly(new Change.Remove(A));
    }

    @Test
    void adopt_held_staysAsItIs() {
        table.hold(V1, List.of(A));

        table.adopt(address(2, "10.0.0.100", 24));

        assertThat(all()).isEmpty();
    }

    @Test
    void interfaceGone_forgetsWhatWasOnIt() {
        table.hold(V1, List.of(A));
        all();

        table.interfaceGone(2);
        table.hold(V1, List.of());

        assertThat(all()).isEmpty();
    }

    @Test
    void resynchronize_missingResource_isLost() {
        table.hold(V1, List.of(A, B));
        all();

        assertThat(table.resynchronize(B::equals)).containsExactly(A);
    }

    private List<Change> all() {
        return table.take(Integer.MAX_VALUE);
    }

    private static Resource address(int index, String text, int prefixLength) {
        return new Resource.Address(
                InterfaceAddress.of(index, IpAddress.parse(text), prefixLength), true);
    }

    private static ResourceOwner owner(String label) {
        return new ResourceOwner() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public boolean guarded() {
                return true;
            }

            @Override
            public void lost(Resource resource, String text) {}
        };
    }
}
