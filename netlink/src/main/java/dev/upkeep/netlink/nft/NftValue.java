package dev.upkeep.netlink.nft;

import dev.upkeep.net.IpAddress;

/// The value of one [NftField].
public sealed interface NftValue {

    /// An address.
    record Address(IpAddress address) implements NftValue {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// A port, 0-65535.
    record Port(int port) implements NftValue {
        @Override
        public String toString() {
            return Integer.toString(port);
        }
    }

    /// The number of an interface.
    record Interface(int index) implements NftValue {
        @Override
        public String toString() {
            return Integer.toString(index);
        }
    }

    /// A firewall mark (unsigned 32 bits).
    record Mark(int mark) implements NftValue {
        @Override
        public String toString() {
            return Integer.toUnsignedString(mark);
        }
    }
}
