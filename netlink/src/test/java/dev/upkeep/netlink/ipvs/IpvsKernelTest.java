package dev.upkeep.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The socket against the kernel's own IPVS, judged by `ipvsadm`. Runs in the lab only.
@Tag("lab")
class IpvsKernelTest {

    private static final ServiceKey WEB = key(6, "10.0.0.1", 80);
    private static final ServiceKey WEB6 = key(6, "fd00::1", 80);
    private static final ServiceKey MARK = new ServiceKey.OnMark(Family.INET, 10000);
    private static final ServiceKey MARK6 = new ServiceKey.OnMark(Family.INET6, 10001);

    private final IpvsSocket kernel;

    IpvsKernelTest() throws KernelException {
        kernel = IpvsSocket.open();
        flush();
    }

    @AfterEach
    void flush() throws KernelException {
        assertThat(kernel.apply(List.of(new IpvsRequest.Flush()))).isEmpty();
    }

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    private static ServiceKey key(int protocol, String address, int port) {
        return new ServiceKey.OnAddress(protocol, endpoint(address, port));
    }

    private static Service service(ServiceKey key, String scheduler, int flags) {
        return service(key, scheduler, flags, 0, key.family() == Family.INET ? 32 : 128, null);
    }

    private static Service service(
            ServiceKey key,
            String scheduler,
            int flags,
            int timeout,
            int prefix,
            @Nullable String engine) {
        return new Service(key, scheduler, flags, timeout, prefix, engine);
    }

    private static Destination server(
            String address, int port, ForwardingMethod method, int weight, Tunnel tunnel) {
        return new Destination(endpoint(address, port), method, weight, 0, 0, tunnel);
    }

    private static String ipvsadm() throws IOException {
        Process process =
                new ProcessBuilder("ipvsadm", "-Sn")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// Adds a service, and says what `ipvsadm -Sn` makes of it.
    static Stream<Arguments> services() {
        return Stream.of(
                arguments(service(WEB, "rr", 0), "-A -t 10.0.0.1:80 -s rr"),
                arguments(service(key(17, "10.0.0.1", 53), "wlc", 0), "-A -u 10.0.0.1:53 -s wlc"),
                arguments(
                        service(key(132, "10.0.0.1", 9), "wrr", 0),
                        "-A --sctp-service 10.0.0.1:9 -s wrr"),
                arguments(service(WEB6, "lc", 0), "-A -t [fd00::1]:80 -s lc"),
                arguments(service(MARK, "lblc", 0), "-A -f 10000 -s lblc"),
                arguments(service(MARK6, "lblcr", 0), "-A -f 10001 -6 -s lblcr"),
                arguments(
                        service(WEB, "rr", Service.PERSISTENT, 300, 24, null),
                        "-A -t 10.0.0.1:80 -s rr -p 300 -M 255.255.255.0"),
                arguments(
                        service(WEB6, "rr", Service.PERSISTENT, 60, 64, null),
                        "-A -t [fd00::1]:80 -s rr -p 60 -M 64"),
                arguments(
                        service(key(6, "10.0.0.1", 0), "dh", Service.PERSISTENT, 360, 32, null),
                        "-A -t 10.0.0.1:0 -s dh -p 360"),
                arguments(
                        service(key(17, "10.0.0.1", 5060), "rr", Service.PERSISTENT, 60, 32, "sip"),
                        "-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip"),
                arguments(
                        service(key(17, "10.0.0.1", 53), "rr", Service.ONE_PACKET),
                        "-A -u 10.0.0.1:53 -s rr -o"),
                arguments(
                        service(WEB, "sh", Service.SCHED1 | Service.SCHED2),
                        "-A -t 10.0.0.1:80 -s sh -b sh-fallback,sh-port"),
                arguments(
                        service(WEB, "mh", Service.SCHED1 | Service.SCHED2),
                        "-A -t 10.0.0.1:80 -s mh -b mh-fallback,mh-port"),
                arguments(
                        service(WEB, "fo", Service.SCHED1 | Service.SCHED2 | Service.SCHED3),
                        "-A -t 10.0.0.1:80 -s fo -b flag-1,flag-2,flag-3"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("services")
    void service_whenAdded_isAsIpvsadmSaysAndAsItIsDumped(Service service, String line)
            throws IOException {
        assertThat(kernel.apply(List.of(new IpvsRequest.AddService(service)))).isEmpty();
        assertThat(ipvsadm().strip()).isEqualTo(line);
        assertThat(kernel.dump().services().values())
                .singleElement()
                .satisfies(entry -> assertThat(entry.service()).isEqualTo(service));
    }

    static Stream<Arguments> servers() {
        ForwardingMethod tunnel = ForwardingMethod.TUNNEL;
        return Stream.of(
                arguments(
                        WEB,
                        server("10.1.0.1", 8080, ForwardingMethod.MASQUERADE, 1, Tunnel.IPIP),
                        "-r 10.1.0.1:8080 -m -w 1"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, ForwardingMethod.DIRECT_ROUTE, 0, Tunnel.IPIP),
                        "-r 10.1.0.1:80 -g -w 0"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, tunnel, 65535, Tunnel.IPIP),
                        "-r 10.1.0.1:80 -i -w 65535 --tun-type ipip"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, tunnel, 1, new Tunnel(1, 6080, 0)),
                        "-r 10.1.0.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-nocsum"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, tunnel, 1, new Tunnel(1, 6080, 1)),
                        "-r 10.1.0.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, tunnel, 1, new Tunnel(1, 6080, 2)),
                        "-r 10.1.0.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum"),
                arguments(
                        WEB,
                        server("10.1.0.1", 80, tunnel, 1, new Tunnel(2, 0, 1)),
                        "-r 10.1.0.1:80 -i -w 1 --tun-type gre --tun-csum"),
                arguments(
                        WEB6,
                        server("fd00::2", 80, ForwardingMethod.MASQUERADE, 1, Tunnel.IPIP),
                        "-r [fd00::2]:80 -m -w 1"),
                arguments(
                        WEB,
                        server("fd00::2", 80, tunnel, 1, Tunnel.IPIP),
                        "-r [fd00::2]:80 -i -w 1 --tun-type ipip"),
                arguments(
                        MARK,
                        server("10.1.0.1", 0, ForwardingMethod.DIRECT_ROUTE, 7, Tunnel.IPIP),
                        "-r 10.1.0.1:0 -g -w 7"),
                arguments(
                        WEB,
                        new Destination(
                                endpoint("10.1.0.1", 80),
                                ForwardingMethod.MASQUERADE,
                                1,
                                100,
                                50,
                                Tunnel.IPIP),
                        "-r 10.1.0.1:80 -m -w 1 -x 100 -y 50"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("servers")
    void server_whenAddedOrEdited_isAsIpvsadmSaysAndAsItIsDumped(
            ServiceKey key, Destination server, String words) throws IOException {
        var plain =
                new Destination(
                        server.endpoint(),
                        server.endpoint().address().family() == key.family()
                                ? ForwardingMethod.MASQUERADE
                                : ForwardingMethod.TUNNEL,
                        3,
                        0,
                        0,
                        Tunnel.IPIP);
        assertThat(
                        kernel.apply(
                                List.of(
                                        new IpvsRequest.AddService(service(key, "rr", 0)),
                                        new IpvsRequest.AddDestination(key, plain),
                                        new IpvsRequest.EditDestination(key, server))))
                .isEmpty();
        // -x and -y are not among what -S saves
        assertThat(ipvsadm().strip()).endsWith(words.replaceAll(" -x.*", ""));
        assertThat(kernel.dump().services().get(key))
                .satisfies(
                        entry -> assertThat(entry.destinations().values()).containsExactly(server));

        assertThat(
                        kernel.apply(
                                List.of(
                                        new IpvsRequest.DeleteDestination(key, server.endpoint()),
                                        new IpvsRequest.AddDestination(key, server))))
                .isEmpty();
        assertThat(kernel.status(key))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.destination()).isEqualTo(server);
                    assertThat(status.idle()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "fo", "ovf", "sed",
                "nq"
            })
    void scheduler_whenTheServiceChangesToIt_isLoadedAndReplacedInPlace(String scheduler)
            throws KernelException {
        Destination server = server("10.1.0.1", 80, ForwardingMethod.MASQUERADE, 1, Tunnel.IPIP);
        List<IpvsRequest> before =
                List.of(
                        new IpvsRequest.AddService(service(WEB, "wrr", 0)),
                        new IpvsRequest.AddDestination(WEB, server));
        assertThat(kernel.apply(before)).isEmpty();
        Service edited = service(WEB, scheduler, 0);
        assertThat(kernel.apply(List.of(new IpvsRequest.EditService(edited)))).isEmpty();
        assertThat(kernel.dump().services().get(WEB))
                .satisfies(entry -> {
                    assertThat(entry.service()).isEqualTo(edited);
                    assertThat(entry.destinations()).hasSize(1);
                });
    }

    @Test
    void scheduler_whenThereIsNone_isNamedWithItsModule() throws KernelException {
        var request = new IpvsRequest.AddService(service(WEB, "nonesuch", 0));
        assertThat(kernel.apply(List.of(request)))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.errno()).isEqualTo(Errno.ENOENT);
                    assertThat(refusal.text())
                            .startsWith("no scheduler nonesuch; load kernel module")
                            .contains("ip_vs_nonesuch");
                });
    }

    @Test
    void batch_whenEveryOtherIsRefused_reportsThoseAndDoesTheRest() throws KernelException {
        List<IpvsRequest> requests = new ArrayList<>();
        List<IpvsRequest> wrong = new ArrayList<>();
        for (int i = 0; i < 5000; i++) { // several batches of 64 KiB
            ServiceKey key = key(6, "10.0." + (i >> 8) + "." + (i & 255), 80);
            requests.add(new IpvsRequest.AddService(service(key, "rr", 0)));
            wrong.add(new IpvsRequest.AddService(service(key, "wlc", 0)));
            requests.add(wrong.getLast());
        }
        assertThat(kernel.apply(requests)).extracting(Ipvs.Refusal::request).isEqualTo(wrong);
        assertThat(kernel.dump().services()).hasSize(5000);
    }

    /// The fake kernel that other tests rely on has the rules of the real one: the same random
    /// requests are refused with the same errors and leave the same table.
    @Test
    void fakeKernel_whenAskedTheSameAtRandom_answersAsTheKernel() throws KernelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var fake = new FakeKernel();
        for (int step = 0; step < 2000; step++) {
            IpvsRequest request = request(random);
            assertThat(kernel.apply(List.of(request)))
                    .as("seed %d, step %d: %s", seed, step, request)
                    .extracting(Ipvs.Refusal::errno)
                    .isEqualTo(
                            fake.apply(List.of(request)).stream()
                                    .map(Ipvs.Refusal::errno)
                                    .toList());
            if (step % 50 == 0) {
                assertThat(kernel.dump()).as("seed %d, step %d", seed, step).isEqualTo(fake.dump());
            }
        }
    }

    private static IpvsRequest request(Random random) {
        List<ServiceKey> keys = List.of(WEB, WEB6, MARK, MARK6, key(17, "10.0.0.2", 53));
        ServiceKey key = keys.get(random.nextInt(keys.size()));
        boolean four = key.family() == Family.INET;
        if (random.nextInt(10) == 0) {
            four = !four;
        }
        int port = random.nextInt(2);
        Endpoint endpoint =
                endpoint((four ? "10.1.0." : "fd00::") + (1 + random.nextInt(3)), port * 80);
        var server =
                new Destination(
                        endpoint,
                        List.of(
                                        ForwardingMethod.MASQUERADE,
                                        ForwardingMethod.DIRECT_ROUTE,
                                        ForwardingMethod.TUNNEL)
                                .get(random.nextInt(3)),
                        random.nextInt(12) - 1,
                        random.nextInt(3),
                        random.nextInt(2),
                        Tunnel.IPIP);
        int prefix = random.nextInt(12) == 0 ? 0 : key.family() == Family.INET ? 32 : 128;
        Service service = service(key, random.nextBoolean() ? "rr" : "wlc", 0, 0, prefix, null);
        return switch (random.nextInt(7)) {
            case 0, 1 -> new IpvsRequest.AddService(service);
            case 2 -> new IpvsRequest.EditService(service);
            case 3 -> new IpvsRequest.DeleteService(key);
            case 4 -> new IpvsRequest.EditDestination(key, server);
            case 5 -> new IpvsRequest.DeleteDestination(key, endpoint);
            default -> new IpvsRequest.AddDestination(key, server);
        };
    }

    @Test
    void timeouts_whenSetInPart_keepTheOthers() throws KernelException {
        IpvsTimeouts before = kernel.timeouts();
        kernel.setTimeouts(new IpvsTimeouts(100, 0, 30));
        assertThat(kernel.timeouts()).isEqualTo(new IpvsTimeouts(100, before.tcpFin(), 30));
        kernel.setTimeouts(before);
        assertThat(kernel.timeouts()).isEqualTo(before);
    }

    @Test
    void syncDaemons_whenStartedAndStopped_areListedMeanwhile() throws KernelException {
        var sender = new SyncDaemon(SyncDaemon.Role.MASTER, "lo", 7, 1000, null, 0, 3);
        kernel.startSyncDaemon(sender);
        assertThat(kernel.syncDaemons())
                .containsExactly(
                        new SyncDaemon(
                                SyncDaemon.Role.MASTER,
                                "lo",
                                7,
                                1000,
                                IpAddress.parse("224.0.0.81"),
                                8848,
                                3));
        kernel.stopSyncDaemon(SyncDaemon.Role.MASTER);
        assertThat(kernel.syncDaemons()).isEmpty();
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> kernel.stopSyncDaemon(SyncDaemon.Role.MASTER))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
    }

    @Test
    void status_whenNothingFlowed_hasServicesAndServersWithoutCounts() throws KernelException {
        Destination server = server("10.1.0.1", 80, ForwardingMethod.MASQUERADE, 1, Tunnel.IPIP);
        assertThat(
                        kernel.apply(
                                List.of(
                                        new IpvsRequest.AddService(service(WEB, "rr", 0)),
                                        new IpvsRequest.AddDestination(WEB, server))))
                .isEmpty();
        kernel.zeroCounters();
        assertThat(kernel.status())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.service()).isEqualTo(service(WEB, "rr", 0));
                    assertThat(status.counters().connections()).isZero();
                    assertThat(status.destinations()).hasSize(1);
                });
        assertThat(kernel.info().versionText()).isEqualTo("1.2.1");
    }
}
