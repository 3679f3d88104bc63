/// Tables of nftables as typed values: sets, maps, chains, rules, and the transactions that change
/// them (`linux/netfilter/nf_tables.h`, `linux/netfilter/nfnetlink.h`). Only what Upkeep's own
/// tables are made of; whatever else is found in one is [NftExpression.Unknown]. Start reading at
/// [NftTable].
@NullMarked
package dev.upkeep.netlink.nft;

import org.jspecify.annotations.NullMarked;
