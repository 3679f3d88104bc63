package dev.upkeep.netlink.route;

/// Numbers of `linux/rtnetlink.h`, `linux/if_link.h` and `linux/if_addr.h` under their C names.
public final class RouteNumbers {

    /// Multicast groups.
    public static final int RTNLGRP_LINK = 1;

    public static final int RTNLGRP_IPV4_IFADDR = 5;
    public static final int RTNLGRP_IPV4_ROUTE = 7;
    public static final int RTNLGRP_IPV4_RULE = 8;
    public static final int RTNLGRP_IPV6_IFADDR = 9;
    public static final int RTNLGRP_IPV6_ROUTE = 11;
    public static final int RTNLGRP_IPV6_RULE = 19;

    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;

    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;
    static final int RTM_NEWRULE = 32;
    static final int RTM_DELRULE = 33;
    static final int RTM_GETRULE = 34;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    /// `sizeof(struct ifinfomsg)`.
    static final int IFINFOMSG = 16;

    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_MASTER = 10;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_GROUP = 27;
    static final int IFLA_EXT_MASK = 29;
    static final int IFLA_INFO_KIND = 1;
    static final int IFLA_INFO_DATA = 2;
    static final int IFLA_MACVLAN_MODE = 1;
    static final int IFLA_VRF_TABLE = 1;
    static final int MACVLAN_MODE_PRIVATE = 1;
    static final int IFLA_IPVLAN_MODE = 1;
    static final int IFLA_IPVLAN_FLAGS = 2;
    static final int IPVLAN_MODE_L2 = 0;
    static final int IPVLAN_F_PRIVATE = 1;
    static final int IPVLAN_F_VEPA = 2;
    static final int RTEXT_FILTER_SKIP_STATS = 8;
    static final int IFF_UP = 1;

    /// `sizeof(struct ifaddrmsg)`.
    static final int IFADDRMSG = 8;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_BROADCAST = 4;
    static final int IFA_CACHEINFO = 6;
    static final int IFA_FLAGS = 8;

    /// `sizeof(struct rtmsg)` and `sizeof(struct fib_rule_hdr)`.
    static final int RTMSG = 12;

    static final int RTA_DST = 1;
    static final int RTA_SRC = 2;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PRIORITY = 6;
    static final int RTA_PREFSRC = 7;
    static final int RTA_METRICS = 8;
    static final int RTA_MULTIPATH = 9;
    static final int RTA_FLOW = 11;
    static final int RTA_TABLE = 15;
    static final int RTA_VIA = 18;
    static final int RTA_PREF = 20;
    static final int RTA_ENCAP_TYPE = 21;
    static final int RTA_ENCAP = 22;
    static final int RTA_EXPIRES = 23;
    static final int RTA_TTL_PROPAGATE = 26;
    static final int RTAX_LOCK = 1;
    static final int RTAX_CC_ALGO = 16;
    static final int RTNH_F_ONLINK = 4;

    /// `sizeof(struct rtnexthop)`.
    static final int RTNEXTHOP = 8;

    static final int LWTUNNEL_ENCAP_MPLS = 1;
    static final int LWTUNNEL_ENCAP_IP = 2;
    static final int LWTUNNEL_ENCAP_ILA = 3;
    static final int LWTUNNEL_ENCAP_IP6 = 4;
    static final int LWTUNNEL_IP_ID = 1;
    static final int LWTUNNEL_IP_DST = 2;
    static final int LWTUNNEL_IP_SRC = 3;
    static final int LWTUNNEL_IP_TTL = 4;
    static final int LWTUNNEL_IP_TOS = 5;
    static final int LWTUNNEL_IP_FLAGS = 6;
    static final int MPLS_IPTUNNEL_DST = 1;
    static final int ILA_ATTR_LOCATOR = 1;

    static final int FRA_DST = 1;
    static final int FRA_SRC = 2;
    static final int FRA_IIFNAME = 3;
    static final int FRA_GOTO = 4;
    static final int FRA_PRIORITY = 6;
    static final int FRA_FWMARK = 10;
    static final int FRA_FLOW = 11;
    static final int FRA_TUN_ID = 12;
    static final int FRA_SUPPRESS_IFGROUP = 13;
    static final int FRA_SUPPRESS_PREFIXLEN = 14;
    static final int FRA_TABLE = 15;
    static final int FRA_FWMASK = 16;
    static final int FRA_OIFNAME = 17;
    static final int FRA_L3MDEV = 19;
    static final int FRA_UID_RANGE = 20;
    static final int FRA_PROTOCOL = 21;
    static final int FRA_IP_PROTO = 22;
    static final int FRA_SPORT_RANGE = 23;
    static final int FRA_DPORT_RANGE = 24;
    static final int FIB_RULE_INVERT = 2;

    private RouteNumbers() {}
}
