package dev.upkeep.checkers.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class AddressWatchTest {

    private final List<String> published = new ArrayList<>();
    private final AddressWatch watch =
            new AddressWatch(
                    new ManualLoop(),
                    (address, present) -> published.add((present ? "+" : "-") + address),
                    NOPLogger.NOP_LOGGER);

    @Test
    void addressOnTwoInterfaces_isGoneWithTheSecond() {
        watch.changed(new RouteEvent.AddressChanged(address(1, "10.0.0.9")));
        watch.changed(new RouteEvent.AddressChanged(address(2, "10.0.0.9")));
        published.clear();
        watch.changed(new RouteEvent.AddressRemoved(address(1, "10.0.0.9")));
        assertThat(published).isEmpty();
        watch.changed(new RouteEvent.AddressRemoved(address(2, "10.0.0.9")));
        assertThat(published).containsExactly("-10.0.0.9");
    }

    @Test
    void lossOfEvents_tellsWhatCameAndWhatWent() {
        watch.changed(new RouteEvent.AddressChanged(address(1, "10.0.0.8")));
        watch.changed(new RouteEvent.AddressChanged(address(1, "10.0.0.9")));
        published.clear();
        watch.changed(
                new RouteEvent.Resynchronized(
                        List.of(), List.of(address(1, "10.0.0.9"), address(1, "10.0.0.10"))));
        assertThat(published).containsExactlyInAnyOrder("+10.0.0.9", "+10.0.0.10", "-10.0.0.8");
    }

    @Test
    void removalOfAnAddressNeverSeen_isNoNews() {
        watch.changed(new RouteEvent.AddressRemoved(address(1, "10.0.0.9")));
        assertThat(published).isEmpty();
    }

    private static InterfaceAddress address(int link, String text) {
        return InterfaceAddress.of(link, IpAddress.parse(text), 32);
    }
}
