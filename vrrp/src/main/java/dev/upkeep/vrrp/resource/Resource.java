package dev.upkeep.vrrp.resource;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;

/// Something that VRRP sets in the kernel and takes away again, with interfaces by index: a name
/// may change its interface, an index does not.
public sealed interface Resource {

    /// What the kernel takes for one and the same resource.
    Key key();

    /// Identity of a resource. Two resources with one key cannot exist side by side.
    sealed interface Key {
        /// An address of an interface.
        record OfAddress(int interfaceIndex, IpAddress address, int prefixLength) implements Key {
            /// The key of an address as the kernel reports it.
            public static OfAddress of(InterfaceAddress address) {
                return new OfAddress(
                        address.interfaceIndex(), address.address(), address.prefixLength());
            }
        }
    }

    /// Whether it goes with an interface.
    boolean on(int interfaceIndex);

    /// Whether its removal by another program matters (false: `no_track`).
    boolean tracked();

    /// An address.
    record Address(InterfaceAddress address, boolean tracked) implements Resource {
        @Override
        public Key key() {
            return Key.OfAddress.of(address);
        }

        @Override
        public boolean on(int interfaceIndex) {
            return address.interfaceIndex() == interfaceIndex;
        }
    }
}
