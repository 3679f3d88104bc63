package dev.upkeep.vrrp.vmac;

import java.util.ArrayList;
import java.util.List;

/// A kernel setting below `/proc/sys/net`.
///
/// @param path for example `ipv4/conf/eth0/arp_ignore`
public record InterfaceSetting(String path, String value) {

    /// Settings of a virtual interface before it is switched on: a macvlan answers ARP for its own
    /// addresses only, takes packets whose source is an address of this host, and makes no IPv6
    /// addresses by itself. An ipvlan keeps the link-local address that the kernel gives it, as in
    /// keepalived.
    public static List<InterfaceSetting> of(VirtualLink link) {
        List<InterfaceSetting> settings = new ArrayList<>();
        boolean macvlan = link.kind() instanceof VirtualLink.Macvlan;
        if (link.ipv4() && macvlan) {
            settings.add(ipv4(link.name(), "arp_ignore", "1"));
            settings.add(ipv4(link.name(), "accept_local", "1"));
            settings.add(ipv4(link.name(), "rp_filter", "0"));
            settings.add(ipv4(link.name(), "promote_secondaries", "1"));
        }
        if (macvlan) {
            settings.add(new InterfaceSetting("ipv6/conf/" + link.name() + "/addr_gen_mode", "1"));
        }
        if (!link.ipv6()) {
            settings.add(new InterfaceSetting("ipv6/conf/" + link.name() + "/disable_ipv6", "1"));
        }
        return settings;
    }

    /// Settings of the interface below, so that it does not answer ARP for addresses of macvlans
    /// above it; an ipvlan has the MAC of its parent.
    public static List<InterfaceSetting> ofParent(VirtualLink link) {
        return link.ipv4() && link.kind() instanceof VirtualLink.Macvlan
                ? List.of(
                        ipv4(link.parent(), "arp_ignore", "1"),
                        ipv4(link.parent(), "arp_filter", "1"))
                : List.of();
    }

    private static InterfaceSetting ipv4(String device, String name, String value) {
        return new InterfaceSetting("ipv4/conf/" + device + "/" + name, value);
    }
}
