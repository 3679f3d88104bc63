package dev.upkeep.netlink.nft;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftDecoder.InTable;
import dev.upkeep.netlink.process.KernelModules;
import dev.upkeep.netlink.socket.NetlinkSocket;
import dev.upkeep.netlink.wire.Acknowledgement;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.Netlink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kernel's nftables over nfnetlink. Belongs to one thread at a time.
///
/// A transaction travels in one send, however long: the kernel applies a batch as a whole, and a
/// batch cannot be split. A dump that another transaction ran across is read again.
public final class NftSocket implements PacketFilter {

    private static final int READ_ATTEMPTS = 20;

    private final NetlinkSocket socket;

    private NftSocket(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// Connects to nftables of the network namespace the thread is in, loading the module
    /// `nf_tables` when it is absent.
    ///
    /// @throws KernelException naming the module or the capability that is missing
    public static NftSocket open() throws KernelException {
        try {
            return connect();
        } catch (KernelException refused) {
            if (refused.errno() == Errno.EPERM) {
                throw refused.naming("open nftables", "CAP_NET_ADMIN");
            }
            try {
                KernelModules.load("nf_tables");
            } catch (KernelException failed) {
                var missing =
                        new KernelException(
                                "open nftables",
                                refused.errno(),
                                "the kernel module nf_tables is missing: " + failed.getMessage());
                missing.initCause(failed);
                throw missing;
            }
            return connect();
        }
    }

    private static NftSocket connect() throws KernelException {
        NetlinkSocket socket = NetlinkSocket.open("nftables socket", Netlink.NETLINK_NETFILTER);
        try {
            var filter = new NftSocket(socket);
            filter.generation();
            return filter;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Returns the number of the transaction that was applied last, by any program.
    private int generation() throws KernelException {
        int[] number = {0};
        NftDumpRequests.generation(socket.writer(), socket.nextSequence());
        socket.request(
                "read nftables generation", message -> number[0] = NftDecoder.generation(message));
        return number[0];
    }

    @Override
    public @Nullable NftTable read(NftTable.Id id) throws KernelException {
        for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
            int before = generation();
            NftTable found = readOnce(id);
            if (generation() == before) {
                return found;
            }
        }
        throw new KernelException(
                "read nftables table " + id,
                Errno.EAGAIN,
                "it changed during each of " + READ_ATTEMPTS + " attempts");
    }

    private @Nullable NftTable readOnce(NftTable.Id id) throws KernelException {
        Family family = id.family();
        String operation = "read nftables table " + id;
        if (!socket.dump(
                        operation,
                        (out, sequence) -> NftDumpRequests.tables(out, sequence, family),
                        NftDecoder::table)
                .contains(id.name())) {
            return null;
        }
        List<NftSet> sets =
                in(
                        id,
                        socket.dump(
                                operation,
                                (out, sequence) -> NftDumpRequests.sets(out, sequence, id),
                                NftDecoder::set));
        List<NftChain> hooked =
                in(
                        id,
                        socket.dump(
                                operation,
                                (out, sequence) -> NftDumpRequests.chains(out, sequence, family),
                                NftDecoder::chain));
        List<NftDecoder.Rule> rules =
                in(
                        id,
                        socket.dump(
                                operation,
                                (out, sequence) -> NftDumpRequests.rules(out, sequence, id),
                                NftDecoder::rule));
        List<NftChain> chains = new ArrayList<>();
        for (NftChain chain : hooked) {
            List<List<NftExpression>> inChain =
                    rules.stream()
                            .filter(rule -> rule.chain().equals(chain.name()))
                            .map(NftDecoder.Rule::expressions)
                            .toList();
            chains.add(new NftChain(chain.name(), chain.hook(), inChain));
        }
        Map<String, Set<NftElement>> elements = new LinkedHashMap<>();
        for (NftSet set : sets) {
            if (!set.key().isEmpty()) {
                Set<NftElement> members = new LinkedHashSet<>();
                socket.dump(
                                operation,
                                (out, sequence) ->
                                        NftDumpRequests.elements(out, sequence, id, set.name()),
                                message -> NftDecoder.elements(message, set))
                        .forEach(members::addAll);
                elements.put(set.name(), members);
            }
        }
        return NftTable.of(id, sets, chains, elements);
    }

    private static <T> List<T> in(NftTable.Id id, List<InTable<T>> found) {
        return found.stream()
                .filter(one -> one.table().equals(id.name()))
                .map(InTable::value)
                .toList();
    }

    @Override
    public void apply(List<NftRequest> transaction) throws KernelException {
        if (transaction.isEmpty()) {
            return;
        }
        long longest = NftEncoder.longest(transaction);
        if (longest <= NetlinkSocket.BATCH_BYTES) {
            apply(socket, transaction);
            return;
        }
        if (longest > Integer.MAX_VALUE / 4) {
            throw new KernelException(
                    "change nftables", Errno.EMSGSIZE, "more elements than one transaction holds");
        }
        try (NetlinkSocket large =
                NetlinkSocket.open("nftables socket", Netlink.NETLINK_NETFILTER, (int) longest)) {
            apply(large, transaction);
        }
    }

    private static void apply(NetlinkSocket socket, List<NftRequest> transaction)
            throws KernelException {
        List<Integer> requests = new ArrayList<>(); // by sequence number, from the first one
        int[] numbers = {0, 0}; // sequence of the first message, of the last change
        new NftEncoder(
                        socket.writer(),
                        request -> {
                            int sequence = socket.nextSequence();
                            if (requests.isEmpty()) {
                                numbers[0] = sequence;
                            }
                            if (request >= 0) {
                                numbers[1] = sequence;
                            }
                            requests.add(request);
                            return sequence;
                        })
                .write(transaction);
        socket.send();
        boolean acknowledged = false;
        KernelException refusal = null;
        for (MessageReader message = socket.receive();
                message != null;
                message = socket.receive()) {
            try {
                while (message.next()) {
                    int index = message.sequence() - numbers[0];
                    if (message.type() != Netlink.NLMSG_ERROR
                            || index < 0
                            || index >= requests.size()) {
                        continue; // of a transaction that failed
                    }
                    Acknowledgement ack = Acknowledgement.decode(message);
                    acknowledged |= message.sequence() == numbers[1];
                    if (ack.errno() != 0 && refusal == null) {
                        int request = requests.get(index);
                        refusal =
                                NetlinkSocket.refusal(
                                        "nftables: "
                                                + (request < 0
                                                        ? "apply "
                                                                + transaction.getFirst().describe()
                                                        : transaction.get(request).describe()),
                                        ack);
                    }
                }
            } catch (MalformedMessageException malformed) {
                var failure =
                        new KernelException(
                                "read from nftables", 0, String.valueOf(malformed.getMessage()));
                failure.initCause(malformed);
                throw failure;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        if (!acknowledged) {
            throw new KernelException(
                    "nftables: " + transaction.getFirst().describe(),
                    Errno.ETIMEDOUT,
                    "the kernel did not acknowledge the transaction");
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
