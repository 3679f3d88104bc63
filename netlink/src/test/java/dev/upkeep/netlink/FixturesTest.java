package dev.upkeep.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The fixtures have to be right where other tests rely on them. The refusals are those that the
/// same requests get from Linux 6.1 (`KernelRulesIT` asks the real one).
class FixturesTest {

    private static final ServiceKey WEB =
            new ServiceKey.OnAddress(6, new Endpoint(IpAddress.parse("10.0.0.1"), 80));
    private static final Service ROUND_ROBIN = new Service(WEB, "rr", 0, 0, 32, null);
    private static final Destination SERVER = server("10.1.0.1", 1, 0, 0);

    private final FakeKernel kernel = new FakeKernel();
    private final ManualLoop loop = new ManualLoop();

    private static Destination server(String address, int weight, int upper, int lower) {
        return new Destination(
                new Endpoint(IpAddress.parse(address), 80),
                Destination.ForwardingMethod.MASQUERADE,
                weight,
                upper,
                lower,
                Destination.Tunnel.IPIP);
    }

    static Stream<Arguments> refusals() {
        var other = new ServiceKey.OnMark(Family.INET, 9);
        return Stream.of(
                arguments("service twice", new IpvsRequest.AddService(ROUND_ROBIN), Errno.EEXIST),
                arguments(
                        "edit of a service that is not there",
                        new IpvsRequest.EditService(new Service(other, "rr", 0, 0, 32, null)),
                        Errno.ESRCH),
                arguments(
                        "service that is not there",
                        new IpvsRequest.DeleteService(other),
                        Errno.ESRCH),
                arguments(
                        "unknown scheduler",
                        new IpvsRequest.AddService(new Service(other, "nope", 0, 0, 32, null)),
                        Errno.ENOENT),
                arguments(
                        "destination twice",
                        new IpvsRequest.AddDestination(WEB, SERVER),
                        Errno.EEXIST),
                arguments(
                        "destination without a service",
                        new IpvsRequest.AddDestination(other, SERVER),
                        Errno.ESRCH),
                arguments(
                        "edit of a destination that is not there",
                        new IpvsRequest.EditDestination(WEB, server("10.1.0.2", 1, 0, 0)),
                        Errno.ENOENT),
                arguments(
                        "destination that is not there",
                        new IpvsRequest.DeleteDestination(
                                WEB, new Endpoint(IpAddress.parse("10.1.0.2"), 80)),
                        Errno.ENOENT),
                arguments(
                        "weight below 0",
                        new IpvsRequest.AddDestination(WEB, server("10.1.0.2", -1, 0, 0)),
                        Errno.ERANGE),
                arguments(
                        "thresholds the wrong way round",
                        new IpvsRequest.AddDestination(WEB, server("10.1.0.2", 1, 5, 6)),
                        Errno.ERANGE),
                arguments(
                        "another family without a tunnel",
                        new IpvsRequest.AddDestination(WEB, server("fd00::2", 1, 0, 0)),
                        Errno.EINVAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void fakeKernel_whenTheRequestIsWrong_refusesAsTheKernelDoes(
            String name, IpvsRequest request, int errno) throws KernelException {
        List<Ipvs.Refusal> refusals =
                kernel.apply(
                        List.of(
                                new IpvsRequest.AddService(ROUND_ROBIN),
                                new IpvsRequest.AddDestination(WEB, SERVER),
                                request,
                                new IpvsRequest.EditDestination(WEB, server("10.1.0.1", 5, 0, 0))));
        assertThat(refusals)
                .as(name)
                .containsExactly(new Ipvs.Refusal(request, errno, Errno.text(errno)));
        assertThat(kernel.table().services()).hasSize(1); // and the last one was carried out
        assertThat(kernel.dump().services().values().iterator().next().destinations().values())
                .containsExactly(server("10.1.0.1", 5, 0, 0));
    }

    @Test
    void fakeKernel_whenTheExchangeFails_hasDoneHalfOfIt() throws KernelException {
        kernel.failExchanges(1, Errno.ENOBUFS);
        List<IpvsRequest> both =
                List.of(
                        new IpvsRequest.AddService(ROUND_ROBIN),
                        new IpvsRequest.AddDestination(WEB, SERVER));
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> kernel.apply(both))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
        assertThat(kernel.table().services()).containsOnlyKeys(WEB);
        assertThat(kernel.apply(List.of(new IpvsRequest.AddDestination(WEB, SERVER)))).isEmpty();
    }

    @Test
    void fakeKernel_whenSetToRefuse_refusesUntilSetOtherwise() throws KernelException {
        kernel.refuse(IpvsRequest.AddService.class::isInstance, 12);
        List<IpvsRequest> add = List.of(new IpvsRequest.AddService(ROUND_ROBIN));
        assertThat(kernel.apply(add)).extracting(Ipvs.Refusal::errno).containsExactly(12);
        kernel.refuseNothing();
        assertThat(kernel.apply(add)).isEmpty();
        assertThat(kernel.requestCount()).isEqualTo(2);
        assertThat(kernel.batches()).isEqualTo(2);
    }

    @Test
    void manualLoop_whenAdvanced_runsEachTimerAtItsOwnTime() {
        List<String> ran = new ArrayList<>();
        loop.after(Duration.ofSeconds(2), () -> ran.add("2s at " + loop.now() / 1_000_000_000));
        loop.after(
                Duration.ofSeconds(1),
                () -> {
                    ran.add("1s");
                    loop.after(Duration.ofSeconds(1), () -> ran.add("1s later"));
                });
        loop.after(Duration.ofSeconds(3), () -> ran.add("too late"));
        loop.after(Duration.ofSeconds(1), () -> ran.add("cancelled")).cancel();
        loop.advance(Duration.ofMillis(2500));
        assertThat(ran).containsExactly("1s", "2s at 2", "1s later");
        assertThat(loop.timers()).isEqualTo(1);
        assertThat(loop.now()).isEqualTo(2_500_000_000L);
    }

    @Test
    void manualLoop_whenADescriptorIsReady_tellsOnlyWhoAskedForTheEvent() {
        List<Integer> seen = new ArrayList<>();
        EventLoop.Watch watch = loop.watch(5, EventLoop.EPOLLIN, seen::add);
        assertThat(loop.ready(5, EventLoop.EPOLLOUT)).isFalse();
        assertThat(loop.ready(5, EventLoop.EPOLLIN | EventLoop.EPOLLHUP)).isTrue();
        watch.close();
        assertThat(loop.ready(5, EventLoop.EPOLLIN)).isFalse();
        assertThat(seen).containsExactly(EventLoop.EPOLLIN | EventLoop.EPOLLHUP);
    }
}
