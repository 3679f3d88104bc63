package dev.upkeep.netlink.nft;

import static dev.upkeep.netlink.nft.NftNumbers.*;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.wire.Attributes;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages of a dump to typed values. What Upkeep does not make, such as a set with timeouts,
/// comes out as something that equals nothing Upkeep makes: the table is then made anew.
public final class NftDecoder {

    private NftDecoder() {}

    /// A value and the table it was found in.
    public record InTable<T>(String table, T value) {}

    /// A rule and the chain it was found in.
    public record Rule(String chain, List<NftExpression> expressions) {}

    /// Reads the number of the latest transaction.
    public static int generation(MessageReader message) throws MalformedMessageException {
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            if (attributes.type() == NFTA_GEN_ID) {
                return attributes.u32be();
            }
        }
        throw new MalformedMessageException("nftables generation: expected a number, got none");
    }

    /// Reads the name of a table.
    public static String table(MessageReader message) throws MalformedMessageException {
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            if (attributes.type() == NFTA_TABLE_NAME) {
                return attributes.string();
            }
        }
        throw new MalformedMessageException("nftables table: expected a name, got none");
    }

    /// Reads a chain, without its rules.
    ///
    /// @return null for a chain without a hook
    public static @Nullable InTable<NftChain> chain(MessageReader message)
            throws MalformedMessageException {
        String table = "";
        String name = "";
        NftChain.Type type = NftChain.Type.OTHER;
        NftChain.Point point = null;
        int priority = 0;
        int policy = NF_ACCEPT;
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_CHAIN_TABLE -> table = attributes.string();
                case NFTA_CHAIN_NAME -> name = attributes.string();
                case NFTA_CHAIN_POLICY -> policy = attributes.u32be();
                case NFTA_CHAIN_TYPE ->
                        type =
                                switch (attributes.string()) {
                                    case "filter" -> NftChain.Type.FILTER;
                                    case "nat" -> NftChain.Type.NAT;
                                    default -> NftChain.Type.OTHER;
                                };
                case NFTA_CHAIN_HOOK -> {
                    Attributes hook = attributes.nested();
                    while (hook.next()) {
                        switch (hook.type()) {
                            case NFTA_HOOK_HOOKNUM -> point = NftChain.Point.of(hook.u32be());
                            case NFTA_HOOK_PRIORITY -> priority = hook.u32be();
                            default -> {} // a newer kernel does no harm
                        }
                    }
                }
                default -> {} // counters, handle, use
            }
        }
        if (point == null) {
            return null;
        }
        if (policy != NF_ACCEPT) {
            type = NftChain.Type.OTHER;
        }
        var hook = new NftChain.Hook(type, point, priority);
        return new InTable<>(table, new NftChain(name, hook, List.of()));
    }

    /// Reads a set, without its elements. One that Upkeep cannot have made has no fields.
    public static InTable<NftSet> set(MessageReader message) throws MalformedMessageException {
        String table = "";
        String name = "";
        int flags = 0;
        int keyType = 0;
        int valueType = 0;
        boolean counters = false;
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_SET_TABLE -> table = attributes.string();
                case NFTA_SET_NAME -> name = attributes.string();
                case NFTA_SET_FLAGS -> flags = attributes.u32be();
                case NFTA_SET_DATA_TYPE -> valueType = attributes.u32be();
                case NFTA_SET_KEY_TYPE -> keyType = attributes.u32be();
                case NFTA_SET_EXPR -> counters = true;
                default -> {} // sizes and types follow from the key
            }
        }
        boolean ours = (flags & ~(NFT_SET_INTERVAL | NFT_SET_MAP | NFT_SET_CONCAT)) == 0;
        return new InTable<>(
                table,
                new NftSet(
                        name,
                        ours ? fields(keyType) : List.of(),
                        (flags & NFT_SET_INTERVAL) != 0,
                        (flags & NFT_SET_MAP) == 0 ? null : mapped(valueType),
                        counters));
    }

    private static NftField mapped(int type) {
        NftField field = NftField.of(type);
        return field == null ? NftField.MARK : field;
    }

    private static List<NftField> fields(int keyType) {
        List<NftField> fields = new ArrayList<>();
        for (int rest = keyType; rest != 0; rest >>>= NftField.TYPE_BITS) {
            NftField field = NftField.of(rest & ((1 << NftField.TYPE_BITS) - 1));
            if (field == null) {
                return List.of();
            }
            fields.addFirst(field);
        }
        return fields;
    }

    /// Reads the elements of one message.
    ///
    /// @param set of which they are
    public static List<NftElement> elements(MessageReader message, NftSet set)
            throws MalformedMessageException {
        List<NftElement> elements = new ArrayList<>();
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            if (attributes.type() == NFTA_SET_ELEM_LIST_ELEMENTS) {
                Attributes list = attributes.nested();
                while (list.next()) {
                    elements.add(element(list.nested(), set));
                }
            }
        }
        return elements;
    }

    private static NftElement element(Attributes attributes, NftSet set)
            throws MalformedMessageException {
        List<NftValue> from = List.of();
        List<NftValue> to = List.of();
        Integer mark = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_SET_ELEM_KEY -> from = key(attributes, set);
                case NFTA_SET_ELEM_KEY_END -> to = key(attributes, set);
                case NFTA_SET_ELEM_DATA ->
                        mark =
                                data(attributes, Integer.BYTES)
                                        .order(ByteOrder.nativeOrder())
                                        .getInt();
                default -> {} // counters
            }
        }
        return new NftElement(from, to.isEmpty() ? from : to, mark);
    }

    private static List<NftValue> key(Attributes attribute, NftSet set)
            throws MalformedMessageException {
        int length = set.key().stream().mapToInt(NftField::filledLength).sum();
        ByteBuffer in = data(attribute, length);
        List<NftValue> values = new ArrayList<>(set.key().size());
        for (NftField field : set.key()) {
            byte[] bytes = new byte[field.filledLength()];
            in.get(bytes);
            values.add(
                    switch (field) {
                        case IPV4_ADDRESS, IPV6_ADDRESS ->
                                new NftValue.Address(IpAddress.of(bytes));
                        case SERVICE ->
                                new NftValue.Port(ByteBuffer.wrap(bytes).getShort() & 0xffff);
                        case INTERFACE ->
                                new NftValue.Interface(
                                        ByteBuffer.wrap(bytes)
                                                .order(ByteOrder.nativeOrder())
                                                .getInt());
                        case MARK ->
                                new NftValue.Mark(
                                        ByteBuffer.wrap(bytes)
                                                .order(ByteOrder.nativeOrder())
                                                .getInt());
                    });
        }
        return values;
    }

    /// Returns the bytes inside `NFTA_DATA_VALUE`.
    private static ByteBuffer data(Attributes attribute, int length)
            throws MalformedMessageException {
        Attributes nested = attribute.nested();
        while (nested.next()) {
            if (nested.type() == NFTA_DATA_VALUE) {
                if (nested.length() != length) {
                    throw new MalformedMessageException(
                            "nftables data: expected " + length + " bytes, got " + nested.length());
                }
                return ByteBuffer.wrap(nested.bytes());
            }
        }
        throw new MalformedMessageException("nftables data: expected a value, got none");
    }

    /// Reads a rule.
    public static InTable<Rule> rule(MessageReader message) throws MalformedMessageException {
        String table = "";
        String chain = "";
        List<NftExpression> expressions = new ArrayList<>();
        Attributes attributes = message.attributes(NFGEN_HDRLEN);
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_RULE_TABLE -> table = attributes.string();
                case NFTA_RULE_CHAIN -> chain = attributes.string();
                case NFTA_RULE_EXPRESSIONS -> {
                    Attributes list = attributes.nested();
                    while (list.next()) {
                        expressions.add(NftExpressionDecoder.decode(list.nested()));
                    }
                }
                default -> {} // handle, comment
            }
        }
        return new InTable<>(table, new Rule(chain, List.copyOf(expressions)));
    }
}
