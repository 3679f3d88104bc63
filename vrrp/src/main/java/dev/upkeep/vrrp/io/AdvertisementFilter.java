package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.socket.SocketFilter;
import dev.upkeep.vrrp.wire.Advertisement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The packets that a socket for adverts gets from the kernel: those of the virtual router ids of
/// its instances; under a flood only such as may be an advert of theirs. What the kernel drops is
/// in no counter, and so others of their ids are dropped only then. Pure.
///
/// @param virtualRouterIds of the instances behind the socket; empty for any, as
///   `log_unknown_vrids` wants them
/// @param versions of VRRP of the instances behind the socket
/// @param strict whether version, type and length are looked at too
/// @param trailers whether an advert may be longer than its header says
record AdvertisementFilter(
        Family family,
        Set<Integer> virtualRouterIds,
        Set<Integer> versions,
        boolean strict,
        boolean trailers) {

    /// More ids are not told apart: the offset of a jump has 8 bits.
    static final int MOST_IDS = 200;

    private static final int AUTHENTICATION_BYTES = 8;

    AdvertisementFilter {
        virtualRouterIds = Set.copyOf(virtualRouterIds);
        versions = Set.copyOf(versions);
    }

    AdvertisementFilter strictly(boolean now) {
        return new AdvertisementFilter(family, virtualRouterIds, versions, now, trailers);
    }

    /// Returns the program for the kernel.
    SocketFilter program() {
        SocketFilter.Builder out = new SocketFilter.Builder();
        switch (family) {
            case INET -> out.indexOfPayload();
            case INET6 -> out.index(0);
        }
        if (!virtualRouterIds.isEmpty() && virtualRouterIds.size() <= MOST_IDS) {
            out.loadByteBehindIndex(1);
            List<Integer> ids = List.copyOf(new TreeSet<>(virtualRouterIds));
            for (int i = 0; i < ids.size(); i++) {
                out.skipIf(ids.get(i), ids.size() - i); // over the others and the end
            }
            out.drop();
        }
        if (strict) {
            for (int version : new TreeSet<>(versions)) {
                out.loadByteBehindIndex(0);
                if (trailers) {
                    out.skipUnless(version << 4 | Advertisement.TYPE, 1).accept();
                } else {
                    lengthFits(out, version);
                }
            }
            return out.drop().build();
        }
        return out.accept().build();
    }

    /// Ends for an advert of a version, by its length and the number of its addresses.
    private void lengthFits(SocketFilter.Builder out, int version) {
        int authentication = version == 2 ? AUTHENTICATION_BYTES : 0;
        out.skipUnless(version << 4 | Advertisement.TYPE, 9)
                .loadByteBehindIndex(3)
                .shiftLeft(family == Family.INET ? 2 : 4) // bytes of an address
                .add(Advertisement.HEADER_LENGTH + authentication)
                .addIndex()
                .indexOfLoaded()
                .loadLength()
                .skipUnlessIndex(1)
                .accept()
                .drop();
    }
}
