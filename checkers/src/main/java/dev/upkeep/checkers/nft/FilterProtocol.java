package dev.upkeep.checkers.nft;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftExpression.Header;
import dev.upkeep.netlink.nft.NftExpression.IsByte;
import dev.upkeep.netlink.nft.NftExpression.LoadHeader;
import dev.upkeep.netlink.nft.NftExpression.LoadMeta;
import dev.upkeep.netlink.nft.NftExpression.MetaKey;
import dev.upkeep.netlink.nft.NftField;
import java.util.List;

/// A protocol with ports, and where packets have what rules look at.
public enum FilterProtocol {
    TCP("tcp", 6),
    UDP("udp", 17),
    SCTP("sctp", 132);

    private final String text;
    private final int number;

    FilterProtocol(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /// Returns the protocol with an IP protocol number.
    public static FilterProtocol of(int number) {
        for (FilterProtocol protocol : values()) {
            if (protocol.number == number) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("protocol: expected 6, 17 or 132, got " + number);
    }

    /// As in names of sets: `tcp`.
    String text() {
        return text;
    }

    /// Returns the expressions with which a rule for this protocol begins.
    List<NftExpression> match() {
        return List.of(new LoadMeta(MetaKey.PROTOCOL, 0), new IsByte(0, number));
    }

    /// Loads the destination port: bytes 2 and 3 of TCP, UDP and SCTP alike.
    static NftExpression loadDestinationPort(int into) {
        return new LoadHeader(Header.TRANSPORT, 2, 2, into);
    }

    /// Loads the destination address.
    static NftExpression loadDestination(Family family, int into) {
        return switch (family) {
            case INET -> new LoadHeader(Header.NETWORK, 16, 4, into);
            case INET6 -> new LoadHeader(Header.NETWORK, 24, 16, into);
        };
    }

    /// 32-bit words of a register that an address takes.
    static int words(Family family) {
        return switch (family) {
            case INET -> 1;
            case INET6 -> 4;
        };
    }

    /// Returns the field that holds an address of a family.
    static NftField address(Family family) {
        return switch (family) {
            case INET -> NftField.IPV4_ADDRESS;
            case INET6 -> NftField.IPV6_ADDRESS;
        };
    }
}
