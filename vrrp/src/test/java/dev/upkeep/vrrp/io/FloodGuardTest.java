package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.socket.SocketFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloodGuardTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<SocketFilter> attached = new ArrayList<>();
    private final FloodGuard guard = new FloodGuard(attached::add, loop, "eth0");
    private final AdvertisementFilter filter =
            new AdvertisementFilter(Family.INET, Set.of(7), Set.of(3), false, false);
    private final SocketFilter usual = filter.program();
    private final SocketFilter strict = filter.strictly(true).program();

    @Test
    void flood_makesTheFilterStrictForAWhile() {
        guard.accept(filter, 1);
        flood();
        assertThat(attached).containsExactly(usual, strict);

        loop.advance(FloodGuard.STRICT_TIME);
        assertThat(attached).containsExactly(usual, strict, usual);

        flood();
        assertThat(attached).containsExactly(usual, strict, usual, strict);
    }

    @Test
    void manyPackets_overALongTime_areNoFlood() {
        guard.accept(filter, 1);
        for (int second = 0; second < 10; second++) {
            guard.count(FloodGuard.FLOOD);
            loop.advance(Duration.ofSeconds(1));
        }
        assertThat(attached).containsExactly(usual);
    }

    @Test
    void manyPackets_ofManyInstances_areNoFlood() {
        guard.accept(filter, 1_000);
        flood();
        assertThat(attached).containsExactly(usual);
    }

    @Test
    void change_whileFlooded_isStrictToo() {
        AdvertisementFilter other =
                new AdvertisementFilter(Family.INET, Set.of(8), Set.of(3), false, false);
        guard.accept(filter, 1);
        guard.accept(filter, 1);
        flood();
        guard.accept(other, 1);
        assertThat(attached).containsExactly(usual, strict, other.strictly(true).program());
    }

    @Test
    void refusedFilter_changesNothingElse() {
        FloodGuard refused =
                new FloodGuard(
                        _ -> {
                            throw new KernelException("attach", Errno.ENOMEM, "no memory");
                        },
                        loop,
                        null);
        refused.accept(filter, 1);
        refused.count(10 * FloodGuard.FLOOD);
        refused.close();
        loop.advance(FloodGuard.STRICT_TIME);
    }

    private void flood() {
        for (int i = 0; i <= FloodGuard.FLOOD + 100; i += 50) {
            guard.count(50);
        }
    }
}
