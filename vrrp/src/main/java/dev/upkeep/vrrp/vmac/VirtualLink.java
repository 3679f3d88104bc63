package dev.upkeep.vrrp.vmac;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import org.jspecify.annotations.Nullable;

/// A virtual interface that instances need.
///
/// @param name of the interface
/// @param parent name of the interface below
/// @param ipv4 whether IPv4 addresses live on it
/// @param ipv6 whether IPv6 addresses live on it; IPv6 is switched off otherwise
/// @param ownLinkLocal whether it is a macvlan that IPv6 adverts leave through, so that it needs
///   the parent's link-local address. On an ipvlan that one would take away what is sent to the
///   parent
/// @param group interface group, 0 for the default one
public record VirtualLink(
        String name,
        String parent,
        Kind kind,
        boolean ipv4,
        boolean ipv6,
        boolean ownLinkLocal,
        int group) {

    /// Its kind.
    public sealed interface Kind {}

    /// A private macvlan.
    public record Macvlan(HardwareAddress address) implements Kind {}

    /// An ipvlan of layer 2.
    ///
    /// @param address its own address, with prefix length; null for none
    public record LayerTwoIpvlan(Ipvlan.Mode mode, @Nullable IpAddress address, int prefixLength)
            implements Kind {}

    /// Returns whether an interface that exists can serve as this one.
    ///
    /// @param below the parent, as it exists
    public boolean servedBy(Link link, Link below) {
        return link.parent() == below.index()
                && switch (kind) {
                    case Macvlan(HardwareAddress address) ->
                            link.kind().equals("macvlan") && link.address().equals(address);
                    case LayerTwoIpvlan _ ->
                            link.kind().equals("ipvlan") && link.name().equals(name);
                };
    }

    /// The same interface for the families of both.
    VirtualLink with(VirtualLink other) {
        return new VirtualLink(
                name,
                parent,
                kind,
                ipv4 || other.ipv4,
                ipv6 || other.ipv6,
                ownLinkLocal || other.ownLinkLocal,
                group);
    }
}
