package dev.upkeep.checkers.nft;

import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The transaction that turns one table of nftables into another. Where only elements differ, only
/// they change; a table of another structure is made anew, which packets do not notice, as a
/// transaction takes effect as a whole.
public final class FilterDiff {

    private FilterDiff() {}

    /// Compares one table.
    ///
    /// @param have what the kernel has, null for nothing
    /// @param want what it should have, null for nothing
    public static List<NftRequest> between(@Nullable NftTable have, @Nullable NftTable want) {
        List<NftRequest> requests = new ArrayList<>();
        if (have != null && (want == null || !have.sameStructure(want))) {
            requests.add(new NftRequest.DeleteTable(have.id()));
        }
        if (want == null) {
            return requests;
        }
        if (have == null || !have.sameStructure(want)) {
            requests.addAll(NftRequest.making(want));
            return requests;
        }
        for (String set : want.sets().keySet()) {
            elements(want.id(), set, have.elementsOf(set), want.elementsOf(set), requests);
        }
        return requests;
    }

    /// Deletes before it adds: in a map of ranges what is added may lie over what goes.
    private static void elements(
            NftTable.Id table,
            String set,
            Set<NftElement> have,
            Set<NftElement> want,
            List<NftRequest> requests) {
        List<NftElement> gone = without(have, want);
        List<NftElement> fresh = without(want, have);
        if (!gone.isEmpty()) {
            requests.add(new NftRequest.DeleteElements(table, set, gone));
        }
        if (!fresh.isEmpty()) {
            requests.add(new NftRequest.AddElements(table, set, fresh));
        }
    }

    private static List<NftElement> without(Set<NftElement> all, Set<NftElement> others) {
        return all.stream().filter(element -> !others.contains(element)).toList();
    }
}
