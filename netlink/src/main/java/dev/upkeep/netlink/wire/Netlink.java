package dev.upkeep.netlink.wire;

/// Numbers of `linux/netlink.h` and `linux/genetlink.h` under their C names.
public final class Netlink {

    public static final int NETLINK_ROUTE = 0;
    public static final int NETLINK_NETFILTER = 12;
    public static final int NETLINK_GENERIC = 16;

    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;

    public static final int NLM_F_REQUEST = 0x1;
    public static final int NLM_F_MULTI = 0x2;
    public static final int NLM_F_ACK = 0x4;
    public static final int NLM_F_ECHO = 0x8;

    /// The dump was not atomic: read it again.
    public static final int NLM_F_DUMP_INTR = 0x10;

    /// `NLM_F_ROOT | NLM_F_MATCH`.
    public static final int NLM_F_DUMP = 0x300;

    public static final int NLM_F_REPLACE = 0x100;
    public static final int NLM_F_EXCL = 0x200;
    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_APPEND = 0x800;

    /// The acknowledgement does not repeat the payload of the request.
    public static final int NLM_F_CAPPED = 0x100;

    /// The acknowledgement has attributes ([Acknowledgement]).
    public static final int NLM_F_ACK_TLVS = 0x200;

    /// `sizeof(struct nlmsghdr)`.
    public static final int NLMSG_HDRLEN = 16;

    /// `sizeof(struct nlattr)`.
    public static final int NLA_HDRLEN = 4;

    public static final int NLA_F_NESTED = 0x8000;
    public static final int NLA_F_NET_BYTEORDER = 0x4000;
    public static final int NLA_TYPE_MASK = 0x3fff;

    private Netlink() {}

    /// `NLMSG_ALIGN` and `NLA_ALIGN`: up to the next multiple of 4.
    static int align(int length) {
        return (length + 3) & ~3;
    }
}
