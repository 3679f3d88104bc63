package dev.upkeep.netlink;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftSet;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fake of nftables with the rules of `net/netfilter/nf_tables_api.c`: a transaction is applied
/// as a whole or not at all, with the same refusals. It keeps every transaction that it was given.
/// Any thread may use it.
public final class FakePacketFilter implements PacketFilter {

    private final List<List<NftRequest>> log = new ArrayList<>();
    private Map<NftTable.Id, NftTable> tables = new LinkedHashMap<>();
    private int refusals;
    private int refusalErrno;

    /// The transactions so far, refused ones too.
    public synchronized List<List<NftRequest>> log() {
        return List.copyOf(log);
    }

    /// Forgets what [#log] returns.
    public synchronized void clearLog() {
        log.clear();
    }

    /// Refuses the next transactions.
    public synchronized void refuse(int count, int errno) {
        refusals = count;
        refusalErrno = errno;
    }

    /// Puts a table there behind everybody's back, in place of one of the same name.
    public synchronized void put(NftTable table) {
        tables.put(table.id(), table);
    }

    /// Removes a table behind everybody's back.
    public synchronized void remove(NftTable.Id id) {
        tables.remove(id);
    }

    @Override
    public synchronized @Nullable NftTable read(NftTable.Id id) {
        return tables.get(id);
    }

    @Override
    public synchronized void apply(List<NftRequest> transaction) throws KernelException {
        log.add(List.copyOf(transaction));
        if (refusals > 0) {
            refusals--;
            throw new KernelException(
                    transaction.getFirst().describe(), refusalErrno, Errno.text(refusalErrno));
        }
        Map<NftTable.Id, NftTable> next = new LinkedHashMap<>(tables);
        for (NftRequest request : transaction) {
            apply(request, next);
        }
        tables = next;
    }

    private static void apply(NftRequest request, Map<NftTable.Id, NftTable> tables)
            throws KernelException {
        NftTable.Id id = request.table();
        if (request instanceof NftRequest.AddTable) {
            tables.putIfAbsent(id, new NftTable(id, Map.of(), Map.of(), Map.of()));
            return;
        }
        NftTable table = tables.get(id);
        if (table == null) {
            throw refused(request, Errno.ENOENT);
        }
        switch (request) {
            case NftRequest.AddTable _ -> throw new AssertionError("done above");
            case NftRequest.DeleteTable _ -> tables.remove(id);
            case NftRequest.AddChain(_, var chain) -> {
                Map<String, NftChain> chains = new LinkedHashMap<>(table.chains());
                if (chains.putIfAbsent(
                                chain.name(), new NftChain(chain.name(), chain.hook(), List.of()))
                        != null) {
                    throw refused(request, Errno.EEXIST);
                }
                tables.put(id, new NftTable(id, table.sets(), chains, table.elements()));
            }
            case NftRequest.AddSet(_, var set) -> {
                Map<String, NftSet> sets = new LinkedHashMap<>(table.sets());
                if (sets.putIfAbsent(set.name(), set) != null) {
                    throw refused(request, Errno.EEXIST);
                }
                tables.put(id, new NftTable(id, sets, table.chains(), table.elements()));
            }
            case NftRequest.AddElements(_, var set, var elements) -> {
                Set<NftElement> members = members(request, table, set);
                for (NftElement element : elements) {
                    if (contradicts(members, element)) {
                        throw refused(request, Errno.EEXIST);
                    }
                    members.add(element);
                }
                replace(tables, table, set, members);
            }
            case NftRequest.DeleteElements(_, var set, var elements) -> {
                Set<NftElement> members = members(request, table, set);
                for (NftElement element : elements) {
                    if (!members.remove(element)) {
                        throw refused(request, Errno.ENOENT);
                    }
                }
                replace(tables, table, set, members);
            }
            case NftRequest.AddRule(_, var name, var expressions) -> {
                NftChain chain = table.chains().get(name);
                if (chain == null) {
                    throw refused(request, Errno.ENOENT);
                }
                for (NftExpression expression : expressions) {
                    if (expression instanceof NftExpression.Lookup(var set, _, _)
                            && !table.sets().containsKey(set)) {
                        throw refused(request, Errno.ENOENT);
                    }
                }
                List<List<NftExpression>> rules = new ArrayList<>(chain.rules());
                rules.add(expressions);
                Map<String, NftChain> chains = new LinkedHashMap<>(table.chains());
                chains.put(name, new NftChain(name, chain.hook(), rules));
                tables.put(id, new NftTable(id, table.sets(), chains, table.elements()));
            }
        }
    }

    private static boolean contradicts(Set<NftElement> members, NftElement added) {
        return added.mark() != null
                && members.stream()
                        .anyMatch(member ->
                                member.from().equals(added.from())
                                        && member.to().equals(added.to())
                                        && !Objects.equals(member.mark(), added.mark()));
    }

    private static Set<NftElement> members(NftRequest request, NftTable table, String set)
            throws KernelException {
        if (!table.sets().containsKey(set)) {
            throw refused(request, Errno.ENOENT);
        }
        return new LinkedHashSet<>(table.elementsOf(set));
    }

    private static void replace(
            Map<NftTable.Id, NftTable> tables,
            NftTable table,
            String set,
            Set<NftElement> members) {
        Map<String, Set<NftElement>> elements = new HashMap<>(table.elements());
        elements.put(set, members);
        tables.put(table.id(), table.withElements(elements));
    }

    private static KernelException refused(NftRequest request, int errno) {
        return new KernelException("nftables: " + request.describe(), errno, Errno.text(errno));
    }

    @Override
    public void close() {}
}
