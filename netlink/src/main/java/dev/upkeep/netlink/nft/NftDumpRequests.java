package dev.upkeep.netlink.nft;

import static dev.upkeep.netlink.nft.NftNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.netlink.wire.Netlink;

/// The requests that read tables. Kernels differ in how far they narrow a dump to the table that is
/// asked for; whoever reads the answer looks at the name of the table.
public final class NftDumpRequests {

    private NftDumpRequests() {}

    /// Asks for the number of the latest transaction.
    public static void generation(MessageWriter out, int sequence) {
        out.begin(NFT_MSG_GETGEN, 0, sequence);
        NftEncoder.header(out, null);
        out.end();
    }

    /// Asks for all tables.
    public static void tables(MessageWriter out, int sequence, Family family) {
        begin(out, NFT_MSG_GETTABLE, sequence, family).end();
    }

    /// Asks for all chains.
    public static void chains(MessageWriter out, int sequence, Family family) {
        begin(out, NFT_MSG_GETCHAIN, sequence, family).end();
    }

    /// Asks for the sets of a table.
    public static void sets(MessageWriter out, int sequence, NftTable.Id table) {
        begin(out, NFT_MSG_GETSET, sequence, table.family())
                .string(NFTA_SET_TABLE, table.name())
                .end();
    }

    /// Asks for the rules of a table.
    public static void rules(MessageWriter out, int sequence, NftTable.Id table) {
        begin(out, NFT_MSG_GETRULE, sequence, table.family())
                .string(NFTA_RULE_TABLE, table.name())
                .end();
    }

    /// Asks for the elements of a set.
    public static void elements(MessageWriter out, int sequence, NftTable.Id table, String set) {
        begin(out, NFT_MSG_GETSETELEM, sequence, table.family())
                .string(NFTA_SET_ELEM_LIST_SET, set)
                .string(NFTA_SET_ELEM_LIST_TABLE, table.name())
                .end();
    }

    private static MessageWriter begin(MessageWriter out, int type, int sequence, Family family) {
        out.begin(type, Netlink.NLM_F_DUMP, sequence);
        NftEncoder.header(out, family);
        return out;
    }
}
