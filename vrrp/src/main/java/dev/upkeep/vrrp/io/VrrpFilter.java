package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftSocket;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import dev.upkeep.vrrp.resource.FilterSettings;
import dev.upkeep.vrrp.resource.FilterTable;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of nftables for `no_accept` and for virtual interfaces ([FilterTable]). They are
/// there while they have something to filter. A transaction is carried out while it is sent, so
/// nothing waits. Belongs to the vrrp thread once it is connected.
final class VrrpFilter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final Opener opener;
    private final Set<Family> made = EnumSet.noneOf(Family.class);
    private final Map<Family, Map<Integer, Integer>> virtualLinks = new EnumMap<>(Family.class);
    private FilterSettings settings = FilterSettings.DEFAULT;
    private boolean configured;
    private boolean linksRefused;
    private @Nullable PacketFilter filter;
    private String refusal = "nftables are not connected";

    /// Connects to nftables.
    interface Opener {
        /// Opens a connection.
        ///
        /// @throws KernelException naming the module or the capability that is missing
        PacketFilter open() throws KernelException;
    }

    VrrpFilter() {
        this(NftSocket::open);
    }

    VrrpFilter(Opener opener) {
        this.opener = opener;
    }

    /// Takes name, priority and counters of the tables; a reload cannot change them.
    void configure(FilterSettings next) {
        if (!configured) {
            configured = true;
            settings = next;
        } else if (!next.equals(settings) && !next.inOurTable().equals(settings)) {
            log.warn("nftables keywords take effect at the next start");
        }
    }

    /// Connects, loading the kernel's module when it is absent; not on the vrrp thread where that
    /// can be avoided.
    void connect() {
        if (filter == null) {
            try {
                filter = opener.open();
                avoidForeignTable(filter);
            } catch (KernelException refused) {
                refusal = String.valueOf(refused.getMessage());
                log.error(
                        "no_accept cannot be enforced, and IGMP and MLD of virtual interfaces carry"
                                + " their MAC: {}",
                        refusal);
            }
        }
    }

    /// Returns why nothing can be filtered, null when it can.
    @Nullable String failure() {
        return filter == null ? refusal : null;
    }

    /// A table of the configured name that another program made stays as it is.
    private void avoidForeignTable(PacketFilter kernel) throws KernelException {
        for (Family family : Family.values()) {
            NftTable there = kernel.read(settings.id(family));
            if (there != null && !FilterTable.isOurs(there)) {
                FilterSettings ours = settings.inOurTable();
                log.error(
                        "nftables {}: another program's table has this name; {} is used",
                        settings.name(),
                        ours.name());
                settings = ours;
                return;
            }
        }
    }

    /// Removes tables that an earlier run left.
    void removeLeftovers() {
        PacketFilter kernel = filter;
        if (kernel == null) {
            return;
        }
        for (Family family : Family.values()) {
            try {
                kernel.apply(List.of(new NftRequest.DeleteTable(settings.id(family))));
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
            if (!(change.resource() instanceof Resource.Filter address)) {
                throw new IllegalArgumentException("expected a filter, got " + change.resource());
            }
            Family family = address.address().family();
            make(family, making, requests);
            String set = FilterTable.set(address.address());
            List<NftElement> element = List.of(FilterTable.element(address));
            requests.add(
                    switch (change) {
                        case Change.Add _, Change.Restore _ ->
                                new NftRequest.AddElements(settings.id(family), set, element);
                        case Change.Remove _ ->
                                new NftRequest.DeleteElements(settings.id(family), set, element);
                    });
        }
        kernel.apply(requests);
        made.addAll(making);
    }

    private void make(Family family, Set<Family> making, List<NftRequest> requests) {
        if (!made.contains(family) && making.add(family)) {
            // Whatever an earlier run left goes, in the same transaction.
            requests.add(new NftRequest.AddTable(settings.id(family)));
            requests.add(new NftRequest.DeleteTable(settings.id(family)));
            requests.addAll(NftRequest.making(FilterTable.empty(family, settings)));
        }
    }

    /// Takes the virtual interfaces that are there, each with the index of the one below it. A
    /// refusal is logged once: instances work without.
    void virtualLinks(Family family, Map<Integer, Integer> links) {
        Map<Integer, Integer> before = virtualLinks.getOrDefault(family, Map.of());
        PacketFilter kernel = filter;
        if (links.equals(before) || kernel == null || linksRefused) {
            return;
        }
        List<NftElement> gone = new ArrayList<>();
        List<NftElement> added = new ArrayList<>();
        before.forEach((index, below) -> {
            if (!below.equals(links.get(index))) {
                gone.add(FilterTable.element(index, below));
            }
        });
        links.forEach((index, below) -> {
            if (!below.equals(before.get(index))) {
                added.add(FilterTable.element(index, below));
            }
        });
        List<NftRequest> requests = new ArrayList<>();
        Set<Family> making = EnumSet.noneOf(Family.class);
        make(family, making, requests);
        NftTable.Id id = settings.id(family);
        if (!gone.isEmpty()) {
            requests.add(new NftRequest.DeleteElements(id, FilterTable.VIRTUAL_LINKS, gone));
        }
        if (!added.isEmpty()) {
            requests.add(new NftRequest.AddElements(id, FilterTable.VIRTUAL_LINKS, added));
        }
        try {
            kernel.apply(requests);
            made.addAll(making);
            virtualLinks.put(family, new HashMap<>(links));
        } catch (KernelException refused) {
            linksRefused = true;
            log.error(
                    "IGMP and MLD of virtual interfaces carry their MAC: {}", refused.getMessage());
        }
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
