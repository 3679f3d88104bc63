package dev.upkeep.netlink.nft;

import static dev.upkeep.netlink.nft.NftNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.netlink.wire.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One transaction to messages: a batch that the kernel carries out as a whole or not at all.
public final class NftEncoder {

    /// `BATCH_BEGIN` and `BATCH_END`.
    private static final int BATCH_BYTES = 2 * (Netlink.NLMSG_HDRLEN + NFGEN_HDRLEN);

    /// No request but elements is longer: a rule of ten expressions, names of at most 255 bytes.
    private static final int REQUEST_BYTES = 2048;

    /// An element is at most a range of two IPv6 addresses and two ports, with a mark.
    private static final int ELEMENT_BYTES = 128;

    /// Elements of one message: the list is an attribute, and must stay below 64 KiB.
    private static final int ELEMENTS_PER_MESSAGE = 500;

    private final MessageWriter out;
    private final IntUnaryOperator numbering;
    private final Map<String, Integer> setIds = new HashMap<>();

    /// Makes an encoder of one transaction.
    ///
    /// @param numbering gives each message its sequence number, called with the index of the
    ///   request it belongs to, -1 for the frame of the batch
    public NftEncoder(MessageWriter out, IntUnaryOperator numbering) {
        this.out = out;
        this.numbering = numbering;
    }

    /// Bytes that a transaction needs at most.
    public static long longest(List<NftRequest> transaction) {
        long bytes = BATCH_BYTES;
        for (NftRequest request : transaction) {
            int elements = elements(request);
            long messages = 1L + elements / ELEMENTS_PER_MESSAGE;
            bytes += messages * REQUEST_BYTES + (long) elements * ELEMENT_BYTES;
        }
        return bytes;
    }

    /// Writes the whole batch. The last change asks for an acknowledgement: kernels before 6.10 do
    /// not acknowledge the end of a batch.
    public void write(List<NftRequest> transaction) {
        frame(NFNL_MSG_BATCH_BEGIN);
        for (int i = 0; i < transaction.size(); i++) {
            write(i, transaction.get(i));
        }
        out.acknowledgeLast();
        frame(NFNL_MSG_BATCH_END);
    }

    private void frame(int type) {
        out.begin(type, 0, numbering.applyAsInt(-1));
        out.header8(0).header8(0).header16be(NFNL_SUBSYS_NFTABLES);
        out.end();
    }

    private void write(int index, NftRequest request) {
        String table = request.table().name();
        switch (request) {
            case NftRequest.AddTable _ -> {
                begin(index, NFT_MSG_NEWTABLE, 0, request);
                out.string(NFTA_TABLE_NAME, table).u32be(NFTA_TABLE_FLAGS, 0).end();
            }
            case NftRequest.DeleteTable _ -> {
                begin(index, NFT_MSG_DELTABLE, 0, request);
                out.string(NFTA_TABLE_NAME, table).end();
            }
            case NftRequest.AddChain(_, var chain) -> {
                begin(index, NFT_MSG_NEWCHAIN, Netlink.NLM_F_CREATE, request);
                out.string(NFTA_CHAIN_TABLE, table);
                chain(chain);
                out.end();
            }
            case NftRequest.AddSet(_, var set) -> {
                begin(index, NFT_MSG_NEWSET, Netlink.NLM_F_CREATE, request);
                out.string(NFTA_SET_TABLE, table);
                set(set, setIds.computeIfAbsent(key(request, set.name()), _ -> setIds.size() + 1));
                out.end();
            }
            case NftRequest.AddElements(_, var set, var elements) ->
                    elements(
                            index,
                            NFT_MSG_NEWSETELEM,
                            Netlink.NLM_F_CREATE,
                            request,
                            set,
                            elements);
            case NftRequest.DeleteElements(_, var set, var elements) ->
                    elements(index, NFT_MSG_DELSETELEM, 0, request, set, elements);
            case NftRequest.AddRule(_, var chain, var expressions) -> {
                int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND;
                begin(index, NFT_MSG_NEWRULE, flags, request);
                out.string(NFTA_RULE_TABLE, table).string(NFTA_RULE_CHAIN, chain);
                ToIntFunction<String> id = set -> setIds.getOrDefault(key(request, set), 0);
                int list = out.beginNested(NFTA_RULE_EXPRESSIONS);
                for (NftExpression expression : expressions) {
                    int item = out.beginNested(NFTA_LIST_ELEM);
                    NftExpressionEncoder.write(out, expression, id);
                    out.endNested(item);
                }
                out.endNested(list).end();
            }
        }
    }

    private static int elements(NftRequest request) {
        return switch (request) {
            case NftRequest.AddElements(_, _, var elements) -> elements.size();
            case NftRequest.DeleteElements(_, _, var elements) -> elements.size();
            case NftRequest.AddTable _,
                    NftRequest.DeleteTable _,
                    NftRequest.AddChain _,
                    NftRequest.AddSet _,
                    NftRequest.AddRule _ ->
                    0;
        };
    }

    private void begin(int index, int type, int flags, NftRequest request) {
        out.begin(type, flags, numbering.applyAsInt(index));
        header(out, request.table().family());
    }

    /// `struct nfgenmsg`.
    static void header(MessageWriter out, @Nullable Family family) {
        out.header8(family == null ? 0 : protocolFamily(family)).header8(0).header16be(0);
    }

    private static String key(NftRequest request, String set) {
        return request.table() + " " + set;
    }

    private void chain(NftChain chain) {
        out.string(NFTA_CHAIN_NAME, chain.name());
        String type =
                switch (chain.hook().type()) {
                    case FILTER -> "filter";
                    case NAT -> "nat";
                    case OTHER -> throw new IllegalArgumentException("chain of an unknown type");
                };
        out.string(NFTA_CHAIN_TYPE, type).u32be(NFTA_CHAIN_POLICY, NF_ACCEPT);
        int hook = out.beginNested(NFTA_CHAIN_HOOK);
        out.u32be(NFTA_HOOK_HOOKNUM, chain.hook().point().number());
        out.u32be(NFTA_HOOK_PRIORITY, chain.hook().priority());
        out.endNested(hook);
    }

    private void set(NftSet set, int id) {
        boolean concatenated = set.intervals() && set.key().size() > 1;
        out.string(NFTA_SET_NAME, set.name());
        out.u32be(
                NFTA_SET_FLAGS,
                (set.intervals() ? NFT_SET_INTERVAL : 0)
                        | (set.value() == null ? 0 : NFT_SET_MAP)
                        | (concatenated ? NFT_SET_CONCAT : 0));
        int type = 0;
        int length = 0;
        for (NftField field : set.key()) {
            type = (type << NftField.TYPE_BITS) | field.type();
            length += field.filledLength();
        }
        out.u32be(NFTA_SET_KEY_TYPE, type).u32be(NFTA_SET_KEY_LEN, length);
        NftField mapped = set.value();
        if (mapped != null) {
            out.u32be(NFTA_SET_DATA_TYPE, mapped.type());
            out.u32be(NFTA_SET_DATA_LEN, mapped.length());
        }
        out.u32be(NFTA_SET_ID, id);
        if (concatenated) {
            int description = out.beginNested(NFTA_SET_DESC);
            int fields = out.beginNested(NFTA_SET_DESC_CONCAT);
            for (NftField field : set.key()) {
                int item = out.beginNested(NFTA_LIST_ELEM);
                out.u32be(NFTA_SET_FIELD_LEN, field.length()).endNested(item);
            }
            out.endNested(fields).endNested(description);
        }
        boolean nativeKey = set.key().size() == 1 && set.key().getFirst().isNative();
        if (nativeKey || mapped != null) {
            out.bytes(NFTA_SET_USERDATA, byteOrders(nativeKey, mapped != null));
        }
        if (set.counters()) {
            int expression = out.beginNested(NFTA_SET_EXPR);
            NftExpressionEncoder.write(out, new NftExpression.Counter(), _ -> 0);
            out.endNested(expression);
        }
    }

    private void elements(
            int index,
            int type,
            int flags,
            NftRequest request,
            String set,
            List<NftElement> elements) {
        Integer id = setIds.get(key(request, set));
        for (int start = 0; start < elements.size(); start += ELEMENTS_PER_MESSAGE) {
            begin(index, type, flags, request);
            out.string(NFTA_SET_ELEM_LIST_TABLE, request.table().name());
            out.string(NFTA_SET_ELEM_LIST_SET, set);
            if (id != null) {
                out.u32be(NFTA_SET_ELEM_LIST_SET_ID, id);
            }
            int list = out.beginNested(NFTA_SET_ELEM_LIST_ELEMENTS);
            int end = Math.min(elements.size(), start + ELEMENTS_PER_MESSAGE);
            for (int i = start; i < end; i++) {
                int item = out.beginNested(NFTA_LIST_ELEM + i - start); // numbered as nft does
                element(elements.get(i));
                out.endNested(item);
            }
            out.endNested(list).end();
        }
    }

    private void element(NftElement element) {
        value(NFTA_SET_ELEM_KEY, key(element.from()));
        // nft expects both ends of every key in a map of ranges, of single keys too.
        // Interfaces are never ranges, and a set without ranges has no ends.
        boolean mayBeRange =
                element.from().stream().noneMatch(NftValue.Interface.class::isInstance);
        if ((element.mark() != null && mayBeRange) || !element.to().equals(element.from())) {
            value(NFTA_SET_ELEM_KEY_END, key(element.to()));
        }
        if (element.mark() != null) {
            value(NFTA_SET_ELEM_DATA, nativeInt(element.mark()));
        }
    }

    private void value(int type, byte[] bytes) {
        int nested = out.beginNested(type);
        out.bytes(NFTA_DATA_VALUE, bytes).endNested(nested);
    }

    private static byte[] key(List<NftValue> values) {
        ByteBuffer key = ByteBuffer.allocate(16 * values.size()).order(ByteOrder.BIG_ENDIAN);
        for (NftValue value : values) {
            switch (value) {
                case NftValue.Address(var address) -> key.put(address.bytes());
                case NftValue.Port(int port) -> key.putShort((short) port).putShort((short) 0);
                case NftValue.Interface(int number) -> key.put(nativeInt(number));
                case NftValue.Mark(int mark) -> key.put(nativeInt(mark));
            }
        }
        byte[] bytes = new byte[key.position()];
        key.get(0, bytes);
        return bytes;
    }

    /// For `nft`, which otherwise lists marks and interfaces with their bytes turned round: the
    /// byte order of key and data (types 0 and 1 of `nftnl_udata_set_types`), 1 for the machine's
    /// own, 0 for none.
    private static byte[] byteOrders(boolean nativeKey, boolean map) {
        ByteBuffer orders = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        orders.put((byte) 0).put((byte) Integer.BYTES).putInt(nativeKey ? 1 : 0);
        if (map) {
            orders.put((byte) 1).put((byte) Integer.BYTES).putInt(1);
        }
        byte[] bytes = new byte[orders.position()];
        orders.get(0, bytes);
        return bytes;
    }

    private static byte[] nativeInt(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    }
}
