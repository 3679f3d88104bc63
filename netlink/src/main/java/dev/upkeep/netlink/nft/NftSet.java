package dev.upkeep.netlink.nft;

import java.util.List;

/// A named set, or a map from keys to firewall marks.
///
/// @param key the fields of its keys, one after the other
/// @param intervals whether each field of a key may be a range
/// @param marks whether each key leads to a firewall mark (a map)
/// @param counters whether each element counts what it matched
public record NftSet(
        String name, List<NftField> key, boolean intervals, boolean marks, boolean counters) {

    public NftSet {
        key = List.copyOf(key);
    }
}
