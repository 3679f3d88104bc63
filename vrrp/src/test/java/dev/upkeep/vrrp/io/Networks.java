package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.List;

/// Links and addresses for tests.
final class Networks {

    static final int ETH0 = 2;
    static final int ETH1 = 3;

    private static final int UP = 0x1;
    private static final int RUNNING = 0x40;

    private Networks() {}

    /// eth0 and eth1 up, eth0 with 10.0.0.1/24 and fe80::1/64.
    static NetworkView usual() {
        NetworkView network = new NetworkView();
        network.reset(
                List.of(link(ETH0, "eth0", true), link(ETH1, "eth1", true)),
                List.of(
                        InterfaceAddress.of(ETH0, IpAddress.parse("10.0.0.1"), 24),
                        InterfaceAddress.of(ETH0, IpAddress.parse("2001:db8::1"), 64),
                        InterfaceAddress.of(ETH0, IpAddress.parse("fe80::1"), 64)));
        return network;
    }

    /// An Ethernet interface that is switched on, with or without a carrier.
    static Link link(int index, String name, boolean carrier) {
        return new Link(
                index,
                name,
                carrier ? UP | RUNNING : UP,
                Link.ETHERNET,
                HardwareAddress.parse("02:00:00:00:00:0" + index),
                1500,
                0,
                0,
                "veth");
    }

    static InterfaceAddress vip(int index, String address) {
        return InterfaceAddress.of(index, IpAddress.parse(address), 32);
    }
}
