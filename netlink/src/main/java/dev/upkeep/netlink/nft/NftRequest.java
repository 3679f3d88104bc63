package dev.upkeep.netlink.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One change of a transaction (`NFT_MSG_*`).
public sealed interface NftRequest {

    /// Returns the identity of the table that it is about.
    NftTable.Id table();

    /// Makes a table that is not there; one that is there stays as it is.
    record AddTable(NftTable.Id table) implements NftRequest {}

    /// Deletes a table with all that is in it; refused with ENOENT when it is not there.
    record DeleteTable(NftTable.Id table) implements NftRequest {}

    /// Adds a base chain without its rules.
    record AddChain(NftTable.Id table, NftChain chain) implements NftRequest {}

    /// Adds an empty set.
    record AddSet(NftTable.Id table, NftSet set) implements NftRequest {}

    /// Adds elements to a set; one that is there stays, in a map it is refused with EEXIST when it
    /// leads to something else.
    record AddElements(NftTable.Id table, String set, List<NftElement> elements)
            implements NftRequest {
        public AddElements {
            elements = List.copyOf(elements);
        }
    }

    /// Deletes elements of a set; refused with ENOENT when one is not there.
    record DeleteElements(NftTable.Id table, String set, List<NftElement> elements)
            implements NftRequest {
        public DeleteElements {
            elements = List.copyOf(elements);
        }
    }

    /// Adds a rule behind those of a chain.
    record AddRule(NftTable.Id table, String chain, List<NftExpression> expressions)
            implements NftRequest {
        public AddRule {
            expressions = List.copyOf(expressions);
        }
    }

    /// Returns the changes that make a table that is not there, in the order of `nft`.
    static List<NftRequest> making(NftTable table) {
        List<NftRequest> requests = new ArrayList<>();
        requests.add(new AddTable(table.id()));
        table.chains().values().forEach(chain -> requests.add(new AddChain(table.id(), chain)));
        for (NftSet set : table.sets().values()) {
            requests.add(new AddSet(table.id(), set));
            Set<NftElement> elements = table.elementsOf(set.name());
            if (!elements.isEmpty()) {
                requests.add(new AddElements(table.id(), set.name(), List.copyOf(elements)));
            }
        }
        for (NftChain chain : table.chains().values()) {
            for (List<NftExpression> rule : chain.rules()) {
                requests.add(new AddRule(table.id(), chain.name(), rule));
            }
        }
        return requests;
    }

    /// Returns the name of the change in errors.
    default String describe() {
        return switch (this) {
            case AddTable _ -> "add table " + table();
            case DeleteTable _ -> "delete table " + table();
            case AddChain(_, var chain) -> "add chain " + chain.name() + " to table " + table();
            case AddSet(_, var set) -> "add set " + set.name() + " to table " + table();
            case AddElements(_, var set, var elements) ->
                    "add " + elements.size() + " elements to set " + set + " of table " + table();
            case DeleteElements(_, var set, var elements) ->
                    "delete "
                            + elements.size()
                            + " elements of set "
                            + set
                            + " of table "
                            + table();
            case AddRule(_, var chain, _) -> "add rule to chain " + chain + " of table " + table();
        };
    }
}
