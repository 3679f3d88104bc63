package dev.upkeep.netlink.nft;

import dev.upkeep.net.Family;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table with all that is in it, as one asks for it and as a dump shows it. Equal tables hold the
/// same, whatever the order of their sets, chains and elements; rules are in order.
///
/// @param elements by the name of the set; a set that is not among the keys is empty
public record NftTable(
        Id id,
        Map<String, NftSet> sets,
        Map<String, NftChain> chains,
        Map<String, Set<NftElement>> elements) {

    /// The identity of a table.
    public record Id(Family family, String name) {
        /// As `nft` writes it: `ip upkeep_fnat`.
        @Override
        public String toString() {
            return (family == Family.INET ? "ip " : "ip6 ") + name;
        }
    }

    public NftTable {
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
        Map<String, Set<NftElement>> filled = new LinkedHashMap<>();
        elements.forEach((set, members) -> {
            if (!members.isEmpty()) {
                filled.put(set, Collections.unmodifiableSet(members));
            }
        });
        elements = Collections.unmodifiableMap(filled);
    }

    /// Returns a table of sets and chains, with elements by the names of the sets.
    public static NftTable of(
            Id id,
            List<NftSet> sets,
            List<NftChain> chains,
            Map<String, ? extends Set<NftElement>> elements) {
        Map<String, NftSet> named = new LinkedHashMap<>();
        sets.forEach(set -> named.put(set.name(), set));
        Map<String, NftChain> hooked = new LinkedHashMap<>();
        chains.forEach(chain -> hooked.put(chain.name(), chain));
        return new NftTable(id, named, hooked, new LinkedHashMap<>(elements));
    }

    /// Returns the elements of a set, none for one that is empty or unknown.
    public Set<NftElement> elementsOf(String set) {
        return elements.getOrDefault(set, Set.of());
    }

    /// Returns a copy with other elements, by the names of the sets.
    public NftTable withElements(Map<String, Set<NftElement>> others) {
        return new NftTable(id, sets, chains, others);
    }

    /// Returns whether two tables differ at most in elements.
    public boolean sameStructure(NftTable other) {
        return id.equals(other.id)
                && sets.equals(other.sets)
                && chains.equals(other.chains)
                && sets.keySet().containsAll(new HashSet<>(other.elements.keySet()));
    }
}
