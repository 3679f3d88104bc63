package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.route.RouteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkDelaysTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<Boolean> passed = new ArrayList<>();
    private boolean usable = true;
    private final LinkDelays delays =
            new LinkDelays(
                    loop,
                    index -> index == Networks.ETH0 ? Networks.link(index, "eth0", usable) : null,
                    event -> {
                        if (event instanceof RouteEvent.LinkChanged(var link)) {
                            usable = link.usable();
                            passed.add(usable);
                        }
                    });

    LinkDelaysTest() {
        delays.configure(
                List.of(new InterfaceDelay("eth0", Duration.ofSeconds(2), Duration.ofSeconds(3))));
    }

    private void link(String name, boolean up) {
        delays.accept(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, name, up)));
    }

    @Test
    void accept_downThatLasts_countsAfterItsDelay() {
        link("eth0", false);
        link("eth0", false); // another notification does not begin anew
        loop.advance(Duration.ofMillis(1_999));
        assertThat(passed).isEmpty();

        loop.advance(Duration.ofMillis(1));
        assertThat(passed).containsExactly(false);

        link("eth0", true);
        loop.advance(Duration.ofSeconds(3));
        assertThat(passed).containsExactly(false, true);
    }

    @Test
    void accept_downTakenBackInTime_countsForNothing() {
        link("eth0", false);
        loop.advance(Duration.ofSeconds(1));
        link("eth0", true);
        loop.advance(Duration.ofSeconds(10));

        assertThat(passed).containsExactly(true);
    }

    @Test
    void accept_firstUp_isNotDelayed() {
        usable = false;
        link("eth0", true);

        assertThat(passed).containsExactly(true);
    }

    @Test
    void accept_otherInterface_passesAtOnce() {
        link("eth9", false);

        assertThat(passed).containsExactly(false);
    }
}
