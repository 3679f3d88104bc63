package dev.upkeep.checkers.nft;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects blocks of addresses and ports that lead to firewall marks. nftables refuses elements
/// that overlap: what an earlier block has, a later one does not get.
final class MarkMap {

    private final Set<NftElement> elements = new LinkedHashSet<>();
    private final Set<Endpoint> points = new HashSet<>();
    private final List<Block> wide = new ArrayList<>();

    /// Consecutive addresses and ports, all ends included.
    private record Block(IpAddress first, IpAddress last, int firstPort, int lastPort) {
        private boolean isPoint() {
            return first.equals(last) && firstPort == lastPort;
        }

        private boolean overlaps(Block other) {
            return first.compareTo(other.last) <= 0
                    && other.first.compareTo(last) <= 0
                    && firstPort <= other.lastPort
                    && other.firstPort <= lastPort;
        }
    }

    /// Adds a block, as far as it is free.
    ///
    /// @param port 0 for every port
    /// @param mark unsigned 32 bits
    void add(IpAddress first, IpAddress last, int port, int mark) {
        Deque<Block> candidates = new ArrayDeque<>();
        candidates.add(new Block(first, last, port, port == 0 ? 65535 : port));
        while (!candidates.isEmpty()) {
            Block block = candidates.poll();
            Block taken = taken(block);
            if (taken == null) {
                put(block, mark);
            } else {
                addRest(block, taken, candidates);
            }
        }
    }

    private @Nullable Block taken(Block block) {
        if (block.isPoint()) {
            if (points.contains(new Endpoint(block.first, block.firstPort))) {
                return block;
            }
        } else {
            for (Endpoint point : points) {
                Block one = new Block(point.address(), point.address(), point.port(), point.port());
                if (block.overlaps(one)) {
                    return one;
                }
            }
        }
        for (Block other : wide) {
            if (block.overlaps(other)) {
                return other;
            }
        }
        return null;
    }

    /// Returns the remainder of a block without another one: addresses before and after, then
    /// ports.
    private static void addRest(Block block, Block taken, Deque<Block> rest) {
        IpAddress from = block.first;
        IpAddress to = block.last;
        if (from.compareTo(taken.first) < 0) {
            rest.add(new Block(from, taken.first.plus(-1), block.firstPort, block.lastPort));
            from = taken.first;
        }
        if (to.compareTo(taken.last) > 0) {
            rest.add(new Block(taken.last.plus(1), to, block.firstPort, block.lastPort));
            to = taken.last;
        }
        if (block.firstPort < taken.firstPort) {
            rest.add(new Block(from, to, block.firstPort, taken.firstPort - 1));
        }
        if (block.lastPort > taken.lastPort) {
            rest.add(new Block(from, to, taken.lastPort + 1, block.lastPort));
        }
    }

    private void put(Block block, int mark) {
        if (block.isPoint()) {
            points.add(new Endpoint(block.first, block.firstPort));
        } else {
            wide.add(block);
        }
        elements.add(
                new NftElement(
                        List.of(
                                new NftValue.Address(block.first),
                                new NftValue.Port(block.firstPort)),
                        List.of(
                                new NftValue.Address(block.last),
                                new NftValue.Port(block.lastPort)),
                        mark));
    }

    /// Returns the elements of the map, none overlapping another.
    Set<NftElement> elements() {
        return elements;
    }
}
