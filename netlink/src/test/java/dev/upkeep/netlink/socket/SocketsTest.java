package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.SystemCalls;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.Host;
import dev.upkeep.netlink.route.RouteSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sockets over loopback; what needs a capability is skipped without it.
@Timeout(30)
class SocketsTest {

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    /// Runs a loop until the descriptor reports an event that satisfies the test.
    private static void await(int fd, int events, IntPredicate enough) throws KernelException {
        var loop =
                new EpollLoop(failure -> {
                    throw new IllegalStateException(failure);
                });
        loop.watch(
                fd,
                events,
                happened -> {
                    if (enough.test(happened)) {
                        loop.stop();
                    }
                });
        loop.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void stream_askedAgain_isConnectedToAListenerOnly(String host) throws Exception {
        Endpoint peer;
        try (var server = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            peer = endpoint(host, server.getLocalPort());
            try (StreamSocket client = StreamSocket.connect(peer, 0, SocketOptions.NONE)) {
                assertThat(isConnected(client)).isTrue();
            }
        }
        try (StreamSocket client = StreamSocket.connect(peer, 0, SocketOptions.NONE)) {
            assertThatExceptionOfType(KernelException.class)
                    .isThrownBy(() -> isConnected(client))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
        }
    }

    /// A server that resets the connection at once has been reached all the same.
    @Test
    void stream_askedAgainAfterAReset_wasConnected() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint peer = endpoint("127.0.0.1", server.getLocalPort());
            try (StreamSocket client = StreamSocket.connect(peer, 0, SocketOptions.NONE)) {
                var accepted = server.accept();
                accepted.setSoLinger(true, 0);
                accepted.close();
                await(client.fd(), 0, happened -> (happened & EventLoop.EPOLLERR) != 0);
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    /// Asks until there is an answer.
    private static boolean isConnected(StreamSocket client) throws KernelException {
        for (int i = 0; i < 1000; i++) {
            if (client.isConnected()) {
                return true;
            }
            await(client.fd(), EventLoop.EPOLLOUT, _ -> true);
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void stream_whenThePeerAnswers_carriesBytesBothWays(String host) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            var options = new SocketOptions(endpoint(host, 0), 0, null, 0);
            Endpoint peer = endpoint(host, server.getLocalPort());
            try (StreamSocket client = StreamSocket.connect(peer, 0, options);
                    var accepted = server.accept()) {
                await(client.fd(), EventLoop.EPOLLOUT, _ -> true);
                assertThat(client.pendingError()).isZero();
                assertThat(client.localEndpoint()).isEqualTo(endpoint(host, accepted.getPort()));

                assertThat(client.read(ByteBuffer.allocate(10))).isZero();
                ByteBuffer request = ByteBuffer.wrap("GET /".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.write(request)).isEqualTo(5);
                assertThat(request.hasRemaining()).isFalse();
                assertThat(accepted.getInputStream().readNBytes(5))
                        .isEqualTo("GET /".getBytes(StandardCharsets.US_ASCII));

                accepted.getOutputStream().write("200".getBytes(StandardCharsets.US_ASCII));
                accepted.shutdownOutput();
                await(
                        client.fd(),
                        EventLoop.EPOLLIN | EventLoop.EPOLLRDHUP,
                        happened -> (happened & EventLoop.EPOLLRDHUP) != 0);
                ByteBuffer answer = ByteBuffer.allocate(10);
                assertThat(client.read(answer)).isEqualTo(3);
                assertThat(answer.position()).isEqualTo(3);
                assertThat(client.read(answer)).isEqualTo(-1);
            }
        }
    }

    @Test
    void stream_whenNobodyListens_hasThePendingError() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try (StreamSocket client =
                StreamSocket.connect(endpoint("127.0.0.1", port), 0, SocketOptions.NONE)) {
            await(client.fd(), EventLoop.EPOLLOUT, _ -> true);
            assertThat(client.pendingError()).isEqualTo(Errno.ECONNREFUSED);
        }
    }

    @Test
    void stream_whenTheSourceIsNotOurs_isRefusedWithTheKernelsWords() {
        var options = new SocketOptions(endpoint("192.0.2.1", 0), 0, null, 0);
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(
                        () -> StreamSocket.connect(endpoint("127.0.0.1", 9), 0, options).close())
                .withMessage(
                        "bind TCP socket to [127.0.0.1]:9 to [192.0.2.1]:0: EADDRNOTAVAIL, Cannot"
                                + " assign requested address (errno 99)");
    }

    @Test
    void stream_whenTheDeviceDoesNotExist_isRefused() {
        assumeTrue(Host.effectiveUser() == 0, "needs CAP_NET_RAW");
        var options = new SocketOptions(null, 0, "nonesuch0", 0);
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(
                        () -> StreamSocket.connect(endpoint("127.0.0.1", 9), 0, options).close())
                .withMessageContaining("to device nonesuch0: ENODEV");
    }

    @Test
    void stream_whenMarkedAndBoundToADevice_connects() throws IOException {
        assumeTrue(Host.effectiveUser() == 0, "needs CAP_NET_ADMIN and CAP_NET_RAW");
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint peer = endpoint("127.0.0.1", server.getLocalPort());
            var options = new SocketOptions(null, 0, "lo", 7);
            try (StreamSocket client = StreamSocket.connect(peer, 0, options)) {
                await(client.fd(), EventLoop.EPOLLOUT, _ -> true);
                assertThat(client.pendingError()).isZero();
                assertThat(SystemCalls.option(client.fd(), Constants.SOL_SOCKET, Constants.SO_MARK))
                        .isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void datagram_whenReceived_tellsWhereItCameFromAndWent(String host) throws KernelException {
        Family family = IpAddress.parse(host).family();
        try (DatagramSocket sender = DatagramSocket.udp(family, SocketOptions.NONE);
                DatagramSocket receiver = DatagramSocket.udp(family, SocketOptions.NONE)) {
            receiver.bind(endpoint(host, 0), 0);
            sender.bind(endpoint(host, 0), 0);
            sender.hopLimit(77);
            assertThat(receiver.receive()).isNull();
            sender.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), receiver.localEndpoint(), 0);
            await(receiver.fd(), EventLoop.EPOLLIN, _ -> true);
            Datagram got = receiver.receive();
            assertThat(got)
                    .isEqualTo(
                            new Datagram(
                                    ByteBuffer.wrap(new byte[] {1, 2, 3}),
                                    IpAddress.parse(host),
                                    sender.localEndpoint().port(),
                                    IpAddress.parse(host),
                                    Host.interfaceIndex("lo"),
                                    77));
        }
    }

    @Test
    void datagram_whenThePortIsClosed_reportsTheIcmpError() throws KernelException {
        Endpoint closed;
        try (DatagramSocket gone = DatagramSocket.udp(Family.INET, SocketOptions.NONE)) {
            gone.bind(endpoint("127.0.0.1", 0), 0);
            closed = gone.localEndpoint();
        }
        try (DatagramSocket socket = DatagramSocket.udp(Family.INET, SocketOptions.NONE)) {
            socket.connect(closed, 0);
            socket.send(ByteBuffer.wrap(new byte[1]));
            await(socket.fd(), EventLoop.EPOLLIN, _ -> true);
            assertThatExceptionOfType(KernelException.class)
                    .isThrownBy(socket::receive)
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
        }
    }

    @Test
    void raw_whenAPacketOfItsProtocolComes_getsItWithItsHeader() throws KernelException {
        assumeTrue(Host.effectiveUser() == 0, "needs CAP_NET_RAW");
        int lo = Host.interfaceIndex("lo");
        IpAddress group = IpAddress.parse("224.0.0.18");
        try (RawSocket socket = RawSocket.open(Family.INET, 253)) { // for experiments, RFC 3692
            socket.bindToDevice("lo");
            socket.join(group, lo);
            socket.multicastInterface(lo);
            socket.multicastLoop(true);
            socket.hopLimit(255);
            socket.trafficClass(0xc0);
            socket.send(ByteBuffer.wrap(new byte[] {9, 8, 7}), group, 0);
            await(socket.fd(), EventLoop.EPOLLIN, _ -> true);
            Datagram got = Objects.requireNonNull(socket.receive());
            assertThat(got.payload().remaining()).isEqualTo(23);
            assertThat(got.payload().get(0)).isEqualTo((byte) 0x45);
            assertThat(got.payload().get(1)).isEqualTo((byte) 0xc0);
            assertThat(got.payload().get(22)).isEqualTo((byte) 7);
            assertThat(got.hopLimit()).isEqualTo(255);
            assertThat(got.destination()).isEqualTo(group);
            assertThat(got.interfaceIndex()).isEqualTo(lo);
            socket.leave(group, lo);
            assertThatExceptionOfType(KernelException.class)
                    .isThrownBy(() -> socket.leave(group, lo))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
        }
    }

    @Test
    void routeSocket_whenAsked_listsLoopback() throws KernelException {
        assertThat(RouteSocket.links())
                .anySatisfy(link -> {
                    assertThat(link.name()).isEqualTo("lo");
                    assertThat(link.index()).isEqualTo(Host.interfaceIndex("lo"));
                    assertThat(link.type()).isEqualTo(772);
                });
        assertThat(RouteSocket.addresses())
                .anySatisfy(address ->
                        assertThat(address.address()).isEqualTo(IpAddress.parse("127.0.0.1")));
    }

    @Test
    void socket_whenClosedTwice_doesNotCloseAnother() throws KernelException {
        DatagramSocket first = DatagramSocket.udp(Family.INET, SocketOptions.NONE);
        first.close();
        try (DatagramSocket second = DatagramSocket.udp(Family.INET, SocketOptions.NONE)) {
            assertThat(second.fd()).isEqualTo(first.fd());
            first.close();
            second.bind(endpoint("127.0.0.1", 0), 0);
            assertThat(second.localEndpoint().port()).isPositive();
        }
    }

    @Test
    void filter_whenReplaced_decidesWhichDatagramsTheKernelGives() throws KernelException {
        try (DatagramSocket socket = DatagramSocket.udp(Family.INET, SocketOptions.NONE)) {
            socket.bind(endpoint("127.0.0.1", 0), 0);
            socket.filter(SocketFilter.word(8, 0x31323334));
            for (String text : new String[] {"1233", "1", "1234", "12345"}) {
                socket.send(
                        ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)),
                        socket.localEndpoint(),
                        0);
            }
            assertThat(text(socket)).isEqualTo("1234");
            assertThat(text(socket)).isEqualTo("12345");
            assertThat(socket.receive()).isNull();

            socket.filter(SocketFilter.everything());
            socket.send(
                    ByteBuffer.wrap("1".getBytes(StandardCharsets.US_ASCII)),
                    socket.localEndpoint(),
                    0);
            assertThat(text(socket)).isEqualTo("1");
        }
    }

    private static String text(DatagramSocket socket) throws KernelException {
        return StandardCharsets.US_ASCII
                .decode(Objects.requireNonNull(socket.receive()).payload())
                .toString();
    }
}
