package dev.upkeep.netlink.nft;

import static dev.upkeep.netlink.nft.NftNumbers.*;

import dev.upkeep.netlink.wire.MessageWriter;
import java.util.function.ToIntFunction;

/// Writes the expressions of a rule, each as a name and the data that goes with it.
final class NftExpressionEncoder {

    private NftExpressionEncoder() {}

    /// Writes the name and the data of an expression.
    ///
    /// @param setId the number that this transaction gave a set it makes, 0 for another set
    static void write(MessageWriter out, NftExpression expression, ToIntFunction<String> setId) {
        switch (expression) {
            case NftExpression.LoadMeta(var key, int into) -> {
                int data = begin(out, "meta");
                out.u32be(NFTA_META_KEY, number(key)).u32be(NFTA_META_DREG, register(into));
                out.endNested(data);
            }
            case NftExpression.SetMark(int from) -> {
                int data = begin(out, "meta");
                out.u32be(NFTA_META_KEY, NFT_META_MARK).u32be(NFTA_META_SREG, register(from));
                out.endNested(data);
            }
            case NftExpression.IsByte(int register, int value) -> {
                int data = begin(out, "cmp");
                out.u32be(NFTA_CMP_SREG, register(register)).u32be(NFTA_CMP_OP, NFT_CMP_EQ);
                int nested = out.beginNested(NFTA_CMP_DATA);
                out.bytes(NFTA_DATA_VALUE, new byte[] {(byte) value});
                out.endNested(nested).endNested(data);
            }
            case NftExpression.LoadHeader(var header, int offset, int length, int into) -> {
                int data = begin(out, "payload");
                out.u32be(NFTA_PAYLOAD_DREG, register(into));
                out.u32be(NFTA_PAYLOAD_BASE, number(header));
                out.u32be(NFTA_PAYLOAD_OFFSET, offset).u32be(NFTA_PAYLOAD_LEN, length);
                out.endNested(data);
            }
            case NftExpression.LoadOriginal(var key, int into) -> {
                int data = begin(out, "ct");
                out.u32be(NFTA_CT_KEY, number(key)).u32be(NFTA_CT_DREG, register(into));
                out.u8(NFTA_CT_DIRECTION, IP_CT_DIR_ORIGINAL).endNested(data);
            }
            case NftExpression.Lookup(var set, int register, var into) -> {
                int data = begin(out, "lookup");
                out.u32be(NFTA_LOOKUP_SREG, register(register));
                if (into != null) {
                    out.u32be(NFTA_LOOKUP_DREG, register(into));
                }
                out.string(NFTA_LOOKUP_SET, set);
                int id = setId.applyAsInt(set);
                if (id != 0) {
                    out.u32be(NFTA_LOOKUP_SET_ID, id);
                }
                out.endNested(data);
            }
            case NftExpression.Counter() -> counter(out);
            case NftExpression.Masquerade() -> out.endNested(begin(out, "masq"));
            case NftExpression.Duplicate(int address, int device) -> {
                int data = begin(out, "dup");
                out.u32be(NFTA_DUP_SREG_ADDR, register(address));
                out.u32be(NFTA_DUP_SREG_DEV, register(device)).endNested(data);
            }
            case NftExpression.Verdict(var code) -> {
                int data = begin(out, "immediate");
                out.u32be(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
                int value = out.beginNested(NFTA_IMMEDIATE_DATA);
                int verdict = out.beginNested(NFTA_DATA_VERDICT);
                out.u32be(NFTA_VERDICT_CODE, number(code));
                out.endNested(verdict).endNested(value).endNested(data);
            }
            case NftExpression.Unknown(var name) ->
                    throw new IllegalArgumentException("expression of an unknown type: " + name);
        }
    }

    private static void counter(MessageWriter out) {
        out.endNested(begin(out, "counter"));
    }

    /// Begins an expression; what follows is inside the nested attribute that is returned.
    private static int begin(MessageWriter out, String name) {
        out.string(NFTA_EXPR_NAME, name);
        return out.beginNested(NFTA_EXPR_DATA);
    }

    private static int number(NftExpression.MetaKey key) {
        return switch (key) {
            case MARK -> NFT_META_MARK;
            case PROTOCOL -> NFT_META_L4PROTO;
            case INPUT_INTERFACE -> NFT_META_IIF;
            case OUTPUT_INTERFACE -> NFT_META_OIF;
        };
    }

    private static int number(NftExpression.Header header) {
        return switch (header) {
            case NETWORK -> NFT_PAYLOAD_NETWORK_HEADER;
            case TRANSPORT -> NFT_PAYLOAD_TRANSPORT_HEADER;
        };
    }

    private static int number(NftExpression.ConnectionKey key) {
        return switch (key) {
            case DESTINATION_PORT -> NFT_CT_PROTO_DST;
            case DESTINATION_IPV4 -> NFT_CT_DST_IP;
            case DESTINATION_IPV6 -> NFT_CT_DST_IP6;
        };
    }

    private static int number(NftExpression.Code code) {
        return switch (code) {
            case DROP -> NF_DROP;
            case ACCEPT -> NF_ACCEPT;
            case RETURN -> NFT_RETURN;
        };
    }
}
