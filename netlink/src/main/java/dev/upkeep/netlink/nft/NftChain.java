package dev.upkeep.netlink.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A base chain whose policy is to accept.
///
/// @param rules each a list of expressions, worked off until one does not match
public record NftChain(String name, Hook hook, List<List<NftExpression>> rules) {

    public NftChain {
        rules = rules.stream().map(List::copyOf).toList();
    }

    /// The hook where a chain sees packets.
    ///
    /// @param priority chains of a hook run in ascending order; IPVS itself stands at 98 and 99 of
    ///   [Point#INPUT], source translation at 100 of [Point#POSTROUTING]
    public record Hook(Type type, Point point, int priority) {}

    /// `NFTA_CHAIN_TYPE`.
    public enum Type {
        FILTER,
        /// Sees only the first packet of a connection.
        NAT,
        /// One that Upkeep does not make.
        OTHER
    }

    /// `NF_INET_*`.
    public enum Point {
        PREROUTING(0),
        INPUT(1),
        FORWARD(2),
        OUTPUT(3),
        POSTROUTING(4);

        private final int number;

        Point(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// Returns the point with a hook number, null for none.
        static @Nullable Point of(int number) {
            for (Point point : values()) {
                if (point.number == number) {
                    return point;
                }
            }
            return null;
        }
    }
}
