package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkPollingTest {

    private static final List<Method> ANY = List.of(Method.MII, Method.ETHTOOL);

    private final ManualLoop loop = new ManualLoop();
    private final List<Boolean> passed = new ArrayList<>();
    private final List<Map<String, List<Method>>> asked = new ArrayList<>();
    private LinkPolling.Answers answers = (_, _, _) -> {};
    private final LinkPolling polling =
            new LinkPolling(
                    loop,
                    (interfaces, to) -> {
                        asked.add(interfaces);
                        answers = to;
                    },
                    event -> {
                        if (event instanceof RouteEvent.LinkChanged(var link)) {
                            passed.add(link.usable());
                        }
                    });

    private void configure(Map<String, List<Method>> methods) {
        polling.configure(methods, List.of(Networks.link(Networks.ETH0, "eth0", true)));
    }

    private void kernelSays(boolean up) {
        polling.accept(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", up)));
    }

    private void driverSays(boolean up) {
        answers.linkIs("eth0", Method.ETHTOOL, up);
        loop.runTasks();
    }

    @Test
    void answered_linkIsDown_countsThoughTheKernelSaysUp() {
        configure(Map.of("eth0", ANY));
        driverSays(false);
        kernelSays(true);
        driverSays(true);

        assertThat(passed).containsExactly(false, false, true);
    }

    @Test
    void accept_beforeTheFirstAnswer_theKernelCounts() {
        configure(Map.of("eth0", ANY));
        kernelSays(false);

        assertThat(passed).containsExactly(false);
    }

    @Test
    void accept_otherInterface_theKernelCounts() {
        configure(Map.of("eth9", ANY));
        kernelSays(false);

        assertThat(passed).containsExactly(false);
    }

    @Test
    void configure_notPolledAnyMore_theKernelCountsAgain() {
        configure(Map.of("eth0", ANY));
        driverSays(false);

        configure(Map.of());
        driverSays(false); // was on its way

        assertThat(passed).containsExactly(false, true);
        assertThat(asked).hasSize(2).last().isEqualTo(Map.of());
    }
}
