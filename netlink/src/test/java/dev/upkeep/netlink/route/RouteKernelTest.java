package dev.upkeep.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Ipv4Address;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.Host;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Addresses of the loopback interface in the kernel's own rtnetlink. Runs in the lab only.
@Tag("lab")
class RouteKernelTest {

    private static final int FIRST = 0x0a630001; // 10.99.0.1

    private final ManualLoop loop = new ManualLoop();
    private final List<RouteEvent> events = new ArrayList<>();
    private final List<KernelException> unreadable = new ArrayList<>();
    private final List<Integer> errors = new ArrayList<>();
    private final int lo = Host.interfaceIndex("lo");
    private int added;

    private InterfaceAddress address(int number) {
        return InterfaceAddress.of(lo, new Ipv4Address(FIRST + number), 32);
    }

    private void submit(RouteSocket socket, List<RouteRequest> requests) throws KernelException {
        socket.submit(requests, (_, errno, _) -> errors.add(errno));
    }

    private void serve() {
        for (int fd : loop.watched()) {
            assertThat(loop.ready(fd, EventLoop.EPOLLIN)).isTrue();
        }
    }

    private List<RouteRequest> additions(int count) {
        List<RouteRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new RouteRequest.AddAddress(address(i)));
        }
        added = count;
        return requests;
    }

    @AfterEach
    void removeAddresses() throws KernelException {
        try (var socket = RouteSocket.open(new ManualLoop(), _ -> {}, unreadable::add)) {
            List<RouteRequest> requests = new ArrayList<>();
            for (int i = 0; i < added; i++) {
                requests.add(new RouteRequest.DeleteAddress(address(i)));
            }
            socket.apply(requests, (_, errno, _) -> assertThat(errno).isZero());
        }
    }

    @Test
    void requests_whenSomeAreRefused_completeInOrderEachWithItsOwnError() throws KernelException {
        try (var socket = RouteSocket.open(loop, events::add, unreadable::add)) {
            List<RouteRequest> requests = additions(2);
            requests.add(1, new RouteRequest.AddAddress(address(0)));
            requests.add(new RouteRequest.DeleteAddress(address(99)));
            requests.add(new RouteRequest.SwitchLink(lo, true));
            submit(socket, requests);
            assertThat(socket.pending()).isEqualTo(5);
            serve();
            assertThat(errors).containsExactly(0, Errno.EEXIST, 0, Errno.EADDRNOTAVAIL, 0);
            assertThat(socket.pending()).isZero();
        }
        assertThat(events)
                .filteredOn(RouteEvent.AddressChanged.class::isInstance)
                .extracting(event -> ((RouteEvent.AddressChanged) event).address().address())
                .containsExactly(address(0).address(), address(1).address());
    }

    @Test
    void monitor_whenItsBufferOverruns_reportsAllThereIsNow() throws KernelException {
        try (var socket =
                RouteSocket.open(
                        loop,
                        events::add,
                        unreadable::add,
                        new ReceiveBuffers(null, new ReceiveBuffers.Size(4096, false)))) {
            submit(socket, additions(300));
            serve();
        }
        assertThat(errors).hasSize(300).containsOnly(0);
        assertThat(events).hasAtLeastOneElementOfType(RouteEvent.Resynchronized.class);
        RouteEvent last = events.getLast();
        assertThat(last).isInstanceOf(RouteEvent.Resynchronized.class);
        assertThat(((RouteEvent.Resynchronized) last).addresses())
                .filteredOn(found -> found.prefixLength() == 32)
                .hasSize(300);
    }
}
