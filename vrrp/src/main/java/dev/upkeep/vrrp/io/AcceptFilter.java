package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftSocket;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import dev.upkeep.vrrp.resource.AcceptTable;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceTable.Change;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The filter of nftables that drops packets to and from addresses with `no_accept`. Its tables are
/// there while it has addresses to drop. A transaction is carried out while it is sent, so nothing
/// waits. Belongs to the vrrp thread once it is connected.
final class AcceptFilter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final Opener opener;
    private final Set<Family> made = EnumSet.noneOf(Family.class);
    private @Nullable PacketFilter filter;
    private String refusal = "nftables are not connected";

    /// Connects to nftables.
    interface Opener {
        /// Opens a connection.
        ///
        /// @throws KernelException naming the module or the capability that is missing
        PacketFilter open() throws KernelException;
    }

    AcceptFilter() {
        this(NftSocket::open);
    }

    AcceptFilter(Opener opener) {
        this.opener = opener;
    }

    /// Connects, loading the kernel's module when it is absent; not on the vrrp thread where that
    /// can be avoided.
    void connect() {
        if (filter == null) {
            try {
                filter = opener.open();
            } catch (KernelException refused) {
                refusal = String.valueOf(refused.getMessage());
                log.error("no_accept cannot be enforced: {}", refusal);
            }
        }
    }

    /// Why nothing can be filtered, null when it can.
    @Nullable String failure() {
        return filter == null ? refusal : null;
    }

    /// Removes tables that an earlier run left.
    void removeLeftovers() {
        PacketFilter kernel = filter;
        if (kernel == null) {
            return;
        }
        for (Family family : Family.values()) {
            try {
                kernel.apply(List.of(new NftRequest.DeleteTable(AcceptTable.id(family))));
            } catch (KernelException refused) {
                if (refused.errno() != Errno.ENOENT) {
                    log.error("{}", refused.getMessage());
                }
            }
        }
    }

    /// Carries changes out, all or none.
    ///
    /// @param changes each of a [Resource.Filter]
    /// @throws KernelException when the kernel refuses or has no nftables
    void apply(List<Change> changes) throws KernelException {
        PacketFilter kernel = filter;
        if (kernel == null) {
            throw new KernelException("no_accept", Errno.EOPNOTSUPP, "nftables are missing");
        }
        List<NftRequest> requests = new ArrayList<>();
        Set<Family> making = EnumSet.noneOf(Family.class);
        for (Change change : changes) {
            if (!(change.resource() instanceof Resource.Filter(IpAddress address))) {
                throw new IllegalArgumentException("expected a filter, got " + change.resource());
            }
            NftTable.Id id = AcceptTable.id(address.family());
            if (!made.contains(address.family()) && making.add(address.family())) {
                // Whatever an earlier run left goes, in the same transaction.
                requests.add(new NftRequest.AddTable(id));
                requests.add(new NftRequest.DeleteTable(id));
                requests.addAll(NftRequest.making(AcceptTable.empty(address.family())));
            }
            List<NftElement> element = List.of(AcceptTable.element(address));
            requests.add(
                    switch (change) {
                        case Change.Add _ ->
                                new NftRequest.AddElements(id, AcceptTable.ADDRESSES, element);
                        case Change.Remove _ ->
                                new NftRequest.DeleteElements(id, AcceptTable.ADDRESSES, element);
                    });
        }
        kernel.apply(requests);
        made.addAll(making);
    }

    /// Removes the tables made here.
    void release() {
        if (!made.isEmpty()) {
            removeLeftovers();
            made.clear();
        }
    }

    /// Disconnects; what is in place stays.
    @Override
    public void close() {
        if (filter != null) {
            filter.close();
            filter = null;
        }
    }
}
