package dev.upkeep.netlink.nft;

import static dev.upkeep.netlink.nft.NftNumbers.*;

import dev.upkeep.netlink.wire.Attributes;
import dev.upkeep.netlink.wire.MalformedMessageException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the expressions of a rule as a dump shows them.
final class NftExpressionDecoder {

    private NftExpressionDecoder() {}

    /// Reads one; what Upkeep does not make is [NftExpression.Unknown].
    ///
    /// @param expression stands before the name and the data
    static NftExpression decode(Attributes expression) throws MalformedMessageException {
        String name = "";
        Fields fields = new Fields(Map.of(), "", -1);
        while (expression.next()) {
            switch (expression.type()) {
                case NFTA_EXPR_NAME -> name = expression.string();
                case NFTA_EXPR_DATA -> fields = fields(name, expression.nested());
                default -> {} // a newer kernel does no harm
            }
        }
        NftExpression known =
                switch (name) {
                    case "meta" -> meta(fields);
                    case "cmp" -> compare(fields);
                    case "payload" -> payload(fields);
                    case "ct" -> connection(fields);
                    case "lookup" -> lookup(fields);
                    case "dup" -> duplicate(fields);
                    case "counter" -> new NftExpression.Counter();
                    case "masq" -> fields.numbers.isEmpty() ? new NftExpression.Masquerade() : null;
                    case "immediate" -> immediate(fields);
                    default -> null;
                };
        return known == null ? new NftExpression.Unknown(name) : known;
    }

    /// The attributes of an expression.
    ///
    /// @param numbers 32 bits, or the code of a verdict, by type
    /// @param set the name of a set
    /// @param value one byte to compare with, -1 for none
    private record Fields(Map<Integer, Integer> numbers, String set, int value) {
        private int get(int type) {
            return numbers.getOrDefault(type, -1);
        }

        private @Nullable Integer word(int type) {
            Integer register = numbers.get(type);
            return register == null ? null : NftNumbers.word(register);
        }

        private boolean only(int... types) {
            for (int type : types) {
                if (!numbers.containsKey(type)) {
                    return false;
                }
            }
            return numbers.size() == types.length;
        }
    }

    private static Fields fields(String name, Attributes data) throws MalformedMessageException {
        Map<Integer, Integer> numbers = new HashMap<>();
        String set = "";
        int value = -1;
        while (data.next()) {
            int type = data.type();
            if (name.equals("lookup") && type == NFTA_LOOKUP_SET) {
                set = data.string();
            } else if (name.equals("cmp") && type == NFTA_CMP_DATA) {
                Attributes nested = data.nested();
                value = nested.next() && nested.length() == 1 ? nested.u8() : -1;
            } else if (name.equals("immediate") && type == NFTA_IMMEDIATE_DATA) {
                verdict(data.nested(), numbers);
            } else if (data.length() == 1) {
                numbers.put(type, data.u8());
            } else if (data.length() == 4) {
                numbers.put(type, data.u32be());
            }
        }
        return new Fields(numbers, set, value);
    }

    private static void verdict(Attributes data, Map<Integer, Integer> numbers)
            throws MalformedMessageException {
        if (data.next() && data.type() == NFTA_DATA_VERDICT) {
            Attributes verdict = data.nested();
            while (verdict.next()) {
                if (verdict.type() == NFTA_VERDICT_CODE) {
                    numbers.put(NFTA_IMMEDIATE_DATA, verdict.u32be());
                }
            }
        }
    }

    private static @Nullable NftExpression meta(Fields fields) {
        Integer into = fields.word(NFTA_META_DREG);
        Integer from = fields.word(NFTA_META_SREG);
        int key = fields.get(NFTA_META_KEY);
        if (into != null) {
            return switch (key) {
                case NFT_META_MARK -> new NftExpression.LoadMeta(NftExpression.MetaKey.MARK, into);
                case NFT_META_L4PROTO ->
                        new NftExpression.LoadMeta(NftExpression.MetaKey.PROTOCOL, into);
                case NFT_META_IIF ->
                        new NftExpression.LoadMeta(NftExpression.MetaKey.INPUT_INTERFACE, into);
                case NFT_META_OIF ->
                        new NftExpression.LoadMeta(NftExpression.MetaKey.OUTPUT_INTERFACE, into);
                default -> null;
            };
        }
        return from != null && key == NFT_META_MARK ? new NftExpression.SetMark(from) : null;
    }

    private static @Nullable NftExpression compare(Fields fields) {
        Integer register = fields.word(NFTA_CMP_SREG);
        boolean equal = fields.get(NFTA_CMP_OP) == NFT_CMP_EQ;
        return register == null || !equal || fields.value < 0
                ? null
                : new NftExpression.IsByte(register, fields.value);
    }

    private static @Nullable NftExpression payload(Fields fields) {
        Integer into = fields.word(NFTA_PAYLOAD_DREG);
        if (into == null
                || !fields.only(
                        NFTA_PAYLOAD_DREG,
                        NFTA_PAYLOAD_BASE,
                        NFTA_PAYLOAD_OFFSET,
                        NFTA_PAYLOAD_LEN)) {
            return null;
        }
        NftExpression.Header header =
                switch (fields.get(NFTA_PAYLOAD_BASE)) {
                    case NFT_PAYLOAD_NETWORK_HEADER -> NftExpression.Header.NETWORK;
                    case NFT_PAYLOAD_TRANSPORT_HEADER -> NftExpression.Header.TRANSPORT;
                    default -> null;
                };
        return header == null
                ? null
                : new NftExpression.LoadHeader(
                        header,
                        fields.get(NFTA_PAYLOAD_OFFSET),
                        fields.get(NFTA_PAYLOAD_LEN),
                        into);
    }

    private static @Nullable NftExpression connection(Fields fields) {
        Integer into = fields.word(NFTA_CT_DREG);
        if (into == null || fields.get(NFTA_CT_DIRECTION) != IP_CT_DIR_ORIGINAL) {
            return null;
        }
        return switch (fields.get(NFTA_CT_KEY)) {
            case NFT_CT_PROTO_DST ->
                    new NftExpression.LoadOriginal(
                            NftExpression.ConnectionKey.DESTINATION_PORT, into);
            case NFT_CT_DST_IP ->
                    new NftExpression.LoadOriginal(
                            NftExpression.ConnectionKey.DESTINATION_IPV4, into);
            case NFT_CT_DST_IP6 ->
                    new NftExpression.LoadOriginal(
                            NftExpression.ConnectionKey.DESTINATION_IPV6, into);
            default -> null;
        };
    }

    private static @Nullable NftExpression lookup(Fields fields) {
        Integer register = fields.word(NFTA_LOOKUP_SREG);
        boolean inverted = fields.get(NFTA_LOOKUP_FLAGS) > 0;
        return register == null || inverted
                ? null
                : new NftExpression.Lookup(fields.set, register, fields.word(NFTA_LOOKUP_DREG));
    }

    private static @Nullable NftExpression duplicate(Fields fields) {
        Integer address = fields.word(NFTA_DUP_SREG_ADDR);
        Integer device = fields.word(NFTA_DUP_SREG_DEV);
        return address == null || device == null
                ? null
                : new NftExpression.Duplicate(address, device);
    }

    private static @Nullable NftExpression immediate(Fields fields) {
        if (fields.get(NFTA_IMMEDIATE_DREG) != NFT_REG_VERDICT) {
            return null;
        }
        return switch (fields.get(NFTA_IMMEDIATE_DATA)) {
            case NF_DROP -> new NftExpression.Verdict(NftExpression.Code.DROP);
            case NF_ACCEPT -> new NftExpression.Verdict(NftExpression.Code.ACCEPT);
            case NFT_RETURN -> new NftExpression.Verdict(NftExpression.Code.RETURN);
            default -> null;
        };
    }
}
