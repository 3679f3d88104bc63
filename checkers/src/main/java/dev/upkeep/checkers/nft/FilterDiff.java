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
    /// @param actual what the kernel has, null for nothing
    /// @param desired its contents afterwards, null for nothing
    public static List<NftRequest> between(@Nullable NftTable actual, @Nullable NftTable desired) {
        List<NftRequest> requests = new ArrayList<>();
        if (actual != null && (desired == null || !actual.sameStructure(desired))) {
            requests.add(new NftRequest.DeleteTable(actual.id()));
        }
        if (desired == null) {
            return requests;
        }
        if (actual == null || !actual.sameStructure(desired)) {
            requests.addAll(NftRequest.making(desired));
            return requests;
        }
        for (String set : desired.sets().keySet()) {
            elements(desired.id(), set, actual.elementsOf(set), desired.elementsOf(set), requests);
        }
        return requests;
    }

    /// Deletes before it adds: in a map of ranges what is added may lie over what goes.
    private static void elements(
            NftTable.Id table,
            String set,
            Set<NftElement> actual,
            Set<NftElement> desired,
            List<NftRequest> requests) {
        List<NftElement> gone = without(actual, desired);
        List<NftElement> fresh = without(desired, actual);
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
