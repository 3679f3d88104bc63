package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.AuthenticationKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.net.Family;

/// The number of addresses an advertisement carries: at most 255, and what the MTU leaves.
/// keepalived takes the link's own header off the MTU as well, which is kept so that both cut at
/// the same address.
record AdvertCapacity(BuildContext build) {
    private static final int MOST = 255;
    private static final int ETHERNET_MTU = 1500;
    private static final int ETHERNET_HEADER = 14;
    private static final int VRRP_HEADER = 8;

    /// The authentication data behind the addresses of version 2 (RFC 2338 section 5.3.10).
    private static final int AUTHENTICATION_DATA = 8;

    /// The header of RFC 2402 with a digest of 96 bits.
    private static final int AUTHENTICATION_HEADER = 24;

    int addresses(BoundBlock instance, Family family, int version) {
        String device = instance.get(VrrpInstanceKeywords.INTERFACE);
        int mtu = device == null ? 0 : build.system().mtu(device);
        int header = ETHERNET_HEADER + VRRP_HEADER + (family == Family.INET ? 20 : 40);
        if (version == 2) {
            header += AUTHENTICATION_DATA;
            header += headed(instance) ? AUTHENTICATION_HEADER : 0;
        }
        int space = (mtu == 0 ? ETHERNET_MTU : mtu) - header;
        return Math.clamp(space / (family == Family.INET ? 4 : 16), 1, MOST);
    }

    private static boolean headed(BoundBlock instance) {
        BoundBlock block = instance.merged(VrrpInstanceKeywords.AUTHENTICATION);
        return block != null && "AH".equals(block.get(AuthenticationKeywords.AUTH_TYPE));
    }
}
