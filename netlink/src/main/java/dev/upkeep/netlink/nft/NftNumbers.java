package dev.upkeep.netlink.nft;

import dev.upkeep.net.Family;

/// Numbers of `linux/netfilter/nf_tables.h` and `linux/netfilter/nfnetlink.h` under their C names.
final class NftNumbers {

    static final int NFNL_MSG_BATCH_BEGIN = 0x10;
    static final int NFNL_MSG_BATCH_END = 0x11;
    static final int NFNL_SUBSYS_NFTABLES = 10;

    /// `sizeof(struct nfgenmsg)`.
    static final int NFGEN_HDRLEN = 4;

    private static final int SUBSYSTEM = NFNL_SUBSYS_NFTABLES << 8;

    static final int NFT_MSG_NEWTABLE = SUBSYSTEM;
    static final int NFT_MSG_GETTABLE = SUBSYSTEM | 1;
    static final int NFT_MSG_DELTABLE = SUBSYSTEM | 2;
    static final int NFT_MSG_NEWCHAIN = SUBSYSTEM | 3;
    static final int NFT_MSG_GETCHAIN = SUBSYSTEM | 4;
    static final int NFT_MSG_NEWRULE = SUBSYSTEM | 6;
    static final int NFT_MSG_GETRULE = SUBSYSTEM | 7;
    static final int NFT_MSG_NEWSET = SUBSYSTEM | 9;
    static final int NFT_MSG_GETSET = SUBSYSTEM | 10;
    static final int NFT_MSG_NEWSETELEM = SUBSYSTEM | 12;
    static final int NFT_MSG_GETSETELEM = SUBSYSTEM | 13;
    static final int NFT_MSG_DELSETELEM = SUBSYSTEM | 14;
    static final int NFT_MSG_GETGEN = SUBSYSTEM | 16;

    static final int NFTA_GEN_ID = 1;
    static final int NFTA_LIST_ELEM = 1;
    static final int NFTA_TABLE_NAME = 1;
    static final int NFTA_TABLE_FLAGS = 2;

    static final int NFTA_CHAIN_TABLE = 1;
    static final int NFTA_CHAIN_NAME = 3;
    static final int NFTA_CHAIN_HOOK = 4;
    static final int NFTA_CHAIN_POLICY = 5;
    static final int NFTA_CHAIN_TYPE = 7;
    static final int NFTA_HOOK_HOOKNUM = 1;
    static final int NFTA_HOOK_PRIORITY = 2;

    static final int NFTA_RULE_TABLE = 1;
    static final int NFTA_RULE_CHAIN = 2;
    static final int NFTA_RULE_EXPRESSIONS = 4;
    static final int NFTA_EXPR_NAME = 1;
    static final int NFTA_EXPR_DATA = 2;

    static final int NFTA_SET_TABLE = 1;
    static final int NFTA_SET_NAME = 2;
    static final int NFTA_SET_FLAGS = 3;
    static final int NFTA_SET_KEY_TYPE = 4;
    static final int NFTA_SET_KEY_LEN = 5;
    static final int NFTA_SET_DATA_TYPE = 6;
    static final int NFTA_SET_DATA_LEN = 7;
    static final int NFTA_SET_DESC = 9;
    static final int NFTA_SET_ID = 10;
    static final int NFTA_SET_USERDATA = 13;
    static final int NFTA_SET_EXPR = 17;
    static final int NFTA_SET_DESC_CONCAT = 2;
    static final int NFTA_SET_FIELD_LEN = 1;

    static final int NFT_SET_INTERVAL = 0x4;
    static final int NFT_SET_MAP = 0x8;
    static final int NFT_SET_CONCAT = 0x80;

    static final int NFTA_SET_ELEM_LIST_TABLE = 1;
    static final int NFTA_SET_ELEM_LIST_SET = 2;
    static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    static final int NFTA_SET_ELEM_LIST_SET_ID = 4;
    static final int NFTA_SET_ELEM_KEY = 1;
    static final int NFTA_SET_ELEM_DATA = 2;
    static final int NFTA_SET_ELEM_KEY_END = 10;

    static final int NFTA_DATA_VALUE = 1;
    static final int NFTA_DATA_VERDICT = 2;
    static final int NFTA_VERDICT_CODE = 1;

    static final int NFTA_META_DREG = 1;
    static final int NFTA_META_KEY = 2;
    static final int NFTA_META_SREG = 3;
    static final int NFT_META_MARK = 3;
    static final int NFT_META_IIF = 4;
    static final int NFT_META_OIF = 5;
    static final int NFTA_DUP_SREG_ADDR = 1;
    static final int NFTA_DUP_SREG_DEV = 2;
    static final int NFT_META_L4PROTO = 16;

    static final int NFTA_CMP_SREG = 1;
    static final int NFTA_CMP_OP = 2;
    static final int NFTA_CMP_DATA = 3;
    static final int NFT_CMP_EQ = 0;

    static final int NFTA_PAYLOAD_DREG = 1;
    static final int NFTA_PAYLOAD_BASE = 2;
    static final int NFTA_PAYLOAD_OFFSET = 3;
    static final int NFTA_PAYLOAD_LEN = 4;
    static final int NFT_PAYLOAD_NETWORK_HEADER = 1;
    static final int NFT_PAYLOAD_TRANSPORT_HEADER = 2;

    static final int NFTA_CT_DREG = 1;
    static final int NFTA_CT_KEY = 2;
    static final int NFTA_CT_DIRECTION = 3;
    static final int NFT_CT_PROTO_DST = 12;
    static final int NFT_CT_DST_IP = 20;
    static final int NFT_CT_DST_IP6 = 22;
    static final int IP_CT_DIR_ORIGINAL = 0;

    static final int NFTA_LOOKUP_SET = 1;
    static final int NFTA_LOOKUP_SREG = 2;
    static final int NFTA_LOOKUP_DREG = 3;
    static final int NFTA_LOOKUP_SET_ID = 4;
    static final int NFTA_LOOKUP_FLAGS = 5;

    static final int NFTA_IMMEDIATE_DREG = 1;
    static final int NFTA_IMMEDIATE_DATA = 2;
    static final int NFT_REG_VERDICT = 0;
    static final int NFT_RETURN = -5;
    static final int NF_DROP = 0;
    static final int NF_ACCEPT = 1;

    private static final int NFPROTO_IPV4 = 2;
    private static final int NFPROTO_IPV6 = 10;

    private NftNumbers() {}

    /// `NFPROTO_*`.
    static int protocolFamily(Family family) {
        return switch (family) {
            case INET -> NFPROTO_IPV4;
            case INET6 -> NFPROTO_IPV6;
        };
    }

    /// The number of the register that begins at a word: `NFT_REG_1` to `NFT_REG_4` where 128 bits
    /// begin, `NFT_REG32_*` elsewhere, as the kernel reports them.
    static int register(int word) {
        return word % 4 == 0 ? 1 + word / 4 : 8 + word;
    }

    /// Returns the 32-bit word at which the register with a number begins.
    static int word(int register) {
        return register < 8 ? (register - 1) * 4 : register - 8;
    }
}
