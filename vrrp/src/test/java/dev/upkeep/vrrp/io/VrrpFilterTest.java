package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.NftValue;
import dev.upkeep.netlink.nft.PacketFilter;
import dev.upkeep.vrrp.resource.FilterSettings;
import dev.upkeep.vrrp.resource.FilterTable;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VrrpFilterTest {

    private static final NftTable.Id IPV4 = FilterSettings.DEFAULT.id(Family.INET);
    private static final Change ADD = new Change.Add(filterOf("10.0.0.100"));
    private static final Change REMOVE = new Change.Remove(filterOf("10.0.0.100"));

    private final List<NftRequest> sent = new ArrayList<>();
    private final VrrpFilter filter = new VrrpFilter(Kernel::new);
    private @Nullable NftTable present;

    @Test
    void apply_firstAddress_makesTheTableInTheSameTransaction() throws KernelException {
        filter.connect();

        filter.apply(List.of(ADD));

        assertThat(sent)
                .startsWith(new NftRequest.AddTable(IPV4), new NftRequest.DeleteTable(IPV4))
                .endsWith(
                        new NftRequest.AddElements(
                                IPV4,
                                FilterTable.ADDRESSES,
                                List.of(
                                        FilterTable.element(
                                                (Resource.Filter) filterOf("10.0.0.100")))));
    }

    @Test
    void apply_nextAddress_changesTheSetOnly() throws KernelException {
        filter.connect();
        filter.apply(List.of(ADD));
        sent.clear();

        filter.apply(List.of(REMOVE));

        assertThat(sent)
                .containsExactly(
                        new NftRequest.DeleteElements(
                                IPV4,
                                FilterTable.ADDRESSES,
                                List.of(
                                        FilterTable.element(
                                                (Resource.Filter) filterOf("10.0.0.100")))));
    }

    @Test
    void apply_withoutNftables_isRefused() {
        VrrpFilter none =
                new VrrpFilter(() -> {
                    throw new KernelException("open nftables", Errno.EOPNOTSUPP, "missing");
                });
        none.connect();

        assertThatThrownBy(() -> none.apply(List.of(ADD))).isInstanceOf(KernelException.class);
    }

    @Test
    void apply_linkLocalAddress_isDroppedOnItsInterfaceOnly() throws KernelException {
        Resource.Filter linkLocal = new Resource.Filter(IpAddress.parse("fe80::100"), 7);
        filter.connect();

        filter.apply(List.of(new Change.Add(linkLocal)));

        assertThat(sent.getLast())
                .isEqualTo(
                        new NftRequest.AddElements(
                                FilterSettings.DEFAULT.id(Family.INET6),
                                FilterTable.LINK_LOCAL,
                                List.of(
                                        NftElement.of(
                                                new NftValue.Address(linkLocal.address()),
                                                new NftValue.Interface(7)))));
    }

    @Test
    void virtualLinks_changed_onlyTheDifferenceIsSent() {
        filter.connect();
        filter.virtualLinks(Family.INET, Map.of());
        assertThat(sent).isEmpty();
        filter.virtualLinks(Family.INET, Map.of(7, 2, 8, 2));
        assertThat(sent).startsWith(new NftRequest.AddTable(IPV4));
        sent.clear();

        filter.virtualLinks(Family.INET, Map.of(8, 2, 9, 3));

        assertThat(sent)
                .containsExactly(
                        new NftRequest.DeleteElements(
                                IPV4,
                                FilterTable.VIRTUAL_LINKS,
                                List.of(FilterTable.element(7, 2))),
                        new NftRequest.AddElements(
                                IPV4,
                                FilterTable.VIRTUAL_LINKS,
                                List.of(FilterTable.element(9, 3))));
    }

    @Test
    void configure_nameAndPriority_areThoseOfTheFile() throws KernelException {
        filter.configure(new FilterSettings("mine", -5, true));
        filter.connect();
        filter.apply(List.of(ADD));
        filter.configure(FilterSettings.DEFAULT); // a reload cannot change it

        assertThat(sent).first().isEqualTo(new NftRequest.AddTable(mine()));
        assertThat(sent)
                .anySatisfy(request ->
                        assertThat(request)
                                .isInstanceOfSatisfying(
                                        NftRequest.AddChain.class,
                                        added ->
                                                assertThat(added.chain().hook().priority())
                                                        .isEqualTo(-5)));
        assertThat(sent.toString()).contains("Counter[]");
    }

    private static NftTable.Id mine() {
        return new NftTable.Id(Family.INET, "mine");
    }

    @Test
    void connect_tableOfAnotherProgram_isLeftAlone() throws KernelException {
        present =
                NftTable.of(
                        mine(),
                        List.of(),
                        List.of(
                                new NftChain(
                                        "forward",
                                        new NftChain.Hook(
                                                NftChain.Type.FILTER, NftChain.Point.FORWARD, 0),
                                        List.of())),
                        Map.of());
        filter.configure(new FilterSettings("mine", -1, false));
        filter.connect();
        filter.apply(List.of(ADD));

        assertThat(sent).extracting(NftRequest::table).containsOnly(IPV4);
    }

    private static Resource filterOf(String address) {
        return new Resource.Filter(IpAddress.parse(address), 0);
    }

    private final class Kernel implements PacketFilter {
        @Override
        public @Nullable NftTable read(NftTable.Id id) {
            return present;
        }

        @Override
        public void apply(List<NftRequest> transaction) {
            sent.addAll(transaction);
        }

        @Override
        public void close() {}
    }
}
