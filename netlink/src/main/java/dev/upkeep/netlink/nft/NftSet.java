package dev.upkeep.netlink.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named set, or a map from keys to firewall marks or interfaces.
///
/// @param key the fields of its keys, one after the other
/// @param intervals whether each field of a key may be a range
/// @param value what each key leads to in a map: a firewall mark or an interface, null in a set
/// @param counters whether each element counts what it matched
public record NftSet(
        String name,
        List<NftField> key,
        boolean intervals,
        @Nullable NftField value,
        boolean counters) {

    public NftSet {
        key = List.copyOf(key);
    }

    /// Makes a set, or a map to firewall marks.
    public NftSet(
            String name, List<NftField> key, boolean intervals, boolean marks, boolean counters) {
        this(name, key, intervals, marks ? NftField.MARK : null, counters);
    }
}
