package dev.upkeep.netlink.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.upkeep.net.Family;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.netlink.FakePacketFilter;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftExpression.Counter;
import dev.upkeep.netlink.nft.NftExpression.Lookup;
import dev.upkeep.netlink.nft.NftExpression.SetMark;
import dev.upkeep.netlink.nft.NftExpression.Verdict;
import dev.upkeep.netlink.process.NetworkNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/// The same body against the fake and against the kernel, in a network namespace of a thread's own.
class NftSocketTest {

    enum On {
        FAKE,
        KERNEL
    }

    private interface Body {
        void run(PacketFilter filter) throws KernelException;
    }

    private static final NftTable.Id ID = new NftTable.Id(Family.INET, "upkeep_test");
    private static final NftSet MAP =
            new NftSet("marks", List.of(NftField.IPV4_ADDRESS, NftField.SERVICE), true, true, true);
    private static final NftSet SET =
            new NftSet("plain", List.of(NftField.IPV4_ADDRESS), false, false, false);

    @ParameterizedTest
    @EnumSource
    void table_isReadAsItWasMade(On on) throws Exception {
        NftTable table = table(Set.of(range(1, 10, 1000), range(20, 20, 1001)), keys(3));

        on(
                on,
                filter -> {
                    filter.apply(NftRequest.making(table));
                    assertThat(filter.read(ID)).isEqualTo(table);
                });
    }

    @ParameterizedTest
    @EnumSource
    void absentTable_isNull(On on) throws Exception {
        on(on, filter -> assertThat(filter.read(ID)).isNull());
    }

    @ParameterizedTest
    @EnumSource
    void elements_areAddedAndDeleted(On on) throws Exception {
        NftTable before = table(Set.of(range(1, 10, 1000)), keys(3));
        NftTable after = table(Set.of(range(20, 29, 1001)), keys(2));

        on(
                on,
                filter -> {
                    filter.apply(NftRequest.making(before));
                    filter.apply(
                            List.of(
                                    new NftRequest.DeleteElements(
                                            ID, "marks", List.of(range(1, 10, 1000))),
                                    new NftRequest.AddElements(
                                            ID, "marks", List.of(range(20, 29, 1001))),
                                    new NftRequest.DeleteElements(ID, "plain", List.of(key(2)))));
                    assertThat(filter.read(ID)).isEqualTo(after);
                });
    }

    @ParameterizedTest
    @EnumSource
    void table_isReplacedInOneTransaction(On on) throws Exception {
        NftTable before = table(Set.of(range(1, 10, 1000)), keys(3));
        NftTable after = table(Set.of(), keys(1));

        on(
                on,
                filter -> {
                    filter.apply(NftRequest.making(before));
                    List<NftRequest> replace = new ArrayList<>();
                    replace.add(new NftRequest.DeleteTable(ID));
                    replace.addAll(NftRequest.making(after));
                    filter.apply(replace);
                    assertThat(filter.read(ID)).isEqualTo(after);
                });
    }

    @ParameterizedTest
    @EnumSource
    void refusedChange_leavesEverythingAsItWas(On on) throws Exception {
        NftTable table = table(Set.of(), keys(3));

        on(
                on,
                filter -> {
                    filter.apply(NftRequest.making(table));
                    assertThatThrownBy(() ->
                                    filter.apply(
                                            List.of(
                                                    new NftRequest.AddElements(
                                                            ID, "plain", List.of(key(7))),
                                                    new NftRequest.DeleteElements(
                                                            ID, "plain", List.of(key(8))))))
                            .isInstanceOf(KernelException.class)
                            .hasMessageContaining(
                                    "delete 1 elements of set plain of table ip upkeep_test")
                            .extracting("errno")
                            .isEqualTo(Errno.ENOENT);
                    assertThat(filter.read(ID)).isEqualTo(table);
                });
    }

    @ParameterizedTest
    @EnumSource
    void manyElements_areOneTransaction(On on) throws Exception {
        NftTable table = table(Set.of(), keys(20_000));

        on(
                on,
                filter -> {
                    filter.apply(NftRequest.making(table));
                    NftTable found = Objects.requireNonNull(filter.read(ID));
                    assertThat(found.elementsOf("plain")).isEqualTo(table.elementsOf("plain"));
                });
    }

    private static NftTable table(Set<NftElement> marks, Set<NftElement> plain) {
        List<NftExpression> rule =
                List.of(
                        new NftExpression.LoadHeader(NftExpression.Header.NETWORK, 16, 4, 0),
                        new NftExpression.LoadHeader(NftExpression.Header.TRANSPORT, 2, 2, 1),
                        new Lookup("marks", 0, 0),
                        new SetMark(0),
                        new Counter(),
                        new Verdict(NftExpression.Code.RETURN));
        return NftTable.of(
                ID,
                List.of(MAP, SET),
                List.of(
                        new NftChain(
                                "in",
                                new NftChain.Hook(NftChain.Type.FILTER, NftChain.Point.INPUT, -1),
                                List.of(rule))),
                Map.of("marks", marks, "plain", plain));
    }

    private static NftElement range(int first, int last, int mark) {
        return new NftElement(
                List.of(address(first), new NftValue.Port(80)),
                List.of(address(last), new NftValue.Port(80)),
                mark);
    }

    private static Set<NftElement> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(NftSocketTest::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static NftElement key(int number) {
        return NftElement.of(address(number));
    }

    private static NftValue address(int number) {
        return new NftValue.Address(new Ipv4Address(0x0a000000 + number));
    }

    private static void on(On on, Body body) throws Exception {
        switch (on) {
            case FAKE -> body.run(new FakePacketFilter());
            case KERNEL -> inNamespace(body);
        }
    }

    /// A thread that leaves the namespace of the process takes none of its rules with it, and the
    /// namespace ends with the thread's socket.
    private static void inNamespace(Body body) throws Exception {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        NetworkNamespaces.leave();
                        try (NftSocket filter = open()) {
                            body.run(filter);
                        }
                        done.complete(null);
                    } catch (Throwable thrown) { // AssertionError and aborts too
                        done.completeExceptionally(thrown);
                    }
                });
        try {
            done.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case TestAbortedException aborted -> throw aborted;
                case AssertionError wrong -> throw wrong;
                case null, default -> throw failed;
            }
        }
    }

    private static NftSocket open() {
        try {
            return NftSocket.open();
        } catch (KernelException refused) {
            return abort("no nftables here: " + refused.getMessage());
        }
    }
}
