package dev.upkeep.checkers.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkMapTest {

    private record Cell(int address, int port) {}

    private static final IpAddress BASE = IpAddress.parse("10.0.255.250"); // carries on the way

    @Test
    void overlappingBlocks_areCutAroundTheEarlierOnes() {
        var map = new MarkMap();
        map.add(BASE.plus(2), BASE.plus(2), 80, 1);
        map.add(BASE, BASE.plus(4), 80, 2);
        map.add(BASE.plus(1), BASE.plus(1), 0, 3);

        assertThat(map.elements().stream().map(NftElement::toString))
                .containsExactlyInAnyOrder(
                        "10.0.255.252 . 80 : 1",
                        "10.0.255.250-10.0.255.251 . 80 : 2",
                        "10.0.255.253-10.0.255.254 . 80 : 2",
                        "10.0.255.251 . 0-79 : 3",
                        "10.0.255.251 . 81-65535 : 3");
    }

    @Test
    void anyBlocks_giveEachCellToTheFirstAndNeverOverlap() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var map = new MarkMap();
            Map<Cell, Integer> expected = new HashMap<>();
            for (int mark = 1; mark <= 6; mark++) {
                int first = random.nextInt(12);
                int last = random.nextBoolean() ? first : first + random.nextInt(12 - first);
                int port = random.nextInt(4);
                map.add(BASE.plus(first), BASE.plus(last), port, mark);
                for (int address = first; address <= last; address++) {
                    for (int p = port == 0 ? 0 : port; p <= (port == 0 ? 4 : port); p++) {
                        expected.putIfAbsent(new Cell(address, p), mark);
                    }
                }
            }
            Map<Cell, List<Integer>> found = new HashMap<>();
            for (int address = 0; address < 12; address++) {
                for (int port = 0; port <= 4; port++) {
                    for (NftElement element : map.elements()) {
                        if (holds(element, BASE.plus(address), port)) {
                            found.computeIfAbsent(new Cell(address, port), _ -> new ArrayList<>())
                                    .add(element.mark());
                        }
                    }
                }
            }
            Map<Cell, List<Integer>> once = new HashMap<>();
            expected.forEach((cell, mark) -> once.put(cell, List.of(mark)));
            assertThat(found).as("seed %d, round %d", seed, round).isEqualTo(once);
        }
    }

    private static boolean holds(NftElement element, IpAddress address, int port) {
        return ((NftValue.Address) element.from().getFirst()).address().compareTo(address) <= 0
                && ((NftValue.Address) element.to().getFirst()).address().compareTo(address) >= 0
                && ((NftValue.Port) element.from().getLast()).port() <= port
                && ((NftValue.Port) element.to().getLast()).port() >= port;
    }
}
