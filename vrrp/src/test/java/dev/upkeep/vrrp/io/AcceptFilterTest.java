package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import dev.upkeep.vrrp.resource.AcceptTable;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptFilterTest {

    private static final NftTable.Id IPV4 = AcceptTable.id(Family.INET);
    private static final Change ADD = new Change.Add(filterOf("10.0.0.100"));
    private static final Change REMOVE = new Change.Remove(filterOf("10.0.0.100"));

    private final List<NftRequest> sent = new ArrayList<>();
    private final AcceptFilter filter = new AcceptFilter(Kernel::new);

    @Test
    void apply_firstAddress_makesTheTableInTheSameTransaction() throws KernelException {
        filter.connect();

        filter.apply(List.of(ADD));

        assertThat(sent)
                .startsWith(new NftRequest.AddTable(IPV4), new NftRequest.DeleteTable(IPV4))
                .endsWith(
                        new NftRequest.AddElements(
                                IPV4,
                                AcceptTable.ADDRESSES,
                                List.of(AcceptTable.element(IpAddress.parse("10.0.0.100")))));
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
                                AcceptTable.ADDRESSES,
                                List.of(AcceptTable.element(IpAddress.parse("10.0.0.100")))));
    }

    @Test
    void apply_withoutNftables_isRefused() {
        AcceptFilter none =
                new AcceptFilter(() -> {
                    throw new KernelException("open nftables", Errno.EOPNOTSUPP, "missing");
                });
        none.connect();

        assertThatThrownBy(() -> none.apply(List.of(ADD))).isInstanceOf(KernelException.class);
    }

    private static Resource filterOf(String address) {
        return new Resource.Filter(IpAddress.parse(address));
    }

    private final class Kernel implements PacketFilter {
        @Override
        public @Nullable NftTable read(NftTable.Id id) {
            return null;
        }

        @Override
        public void apply(List<NftRequest> transaction) {
            sent.addAll(transaction);
        }

        @Override
        public void close() {}
    }
}
