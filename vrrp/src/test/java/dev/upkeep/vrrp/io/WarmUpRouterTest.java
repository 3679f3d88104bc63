package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.RouteRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WarmUpRouterTest {

    private static final int EXPERIMENTAL_PROTOCOL = 253;
    private static final int HEADER_LENGTH = 20;
    private static final int PRIORITY_AT = 2;

    private final ManualLoop loop = new ManualLoop();
    private final List<String> seen = new ArrayList<>();
    private final FakeKernel kernel = new FakeKernel();
    private boolean ended;
    private Family family = Family.INET;

    private static final Configuration IPV6 =
            Configurations.of(
                    """
                    vrrp_instance VI_6 {
                        interface eth0
                        virtual_router_id 51
                        virtual_ipaddress {
                            fe80::100
                        }
                    }
                    """);

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments("version 2", configuration("2", "auth_type PASS\nauth_pass 1111", "")),
                arguments("version 3", configuration("3", "", "")),
                arguments("IPv6", IPV6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void life_takesOverAndYieldsAndStops(String name, Configuration configuration)
            throws KernelException {
        live(configuration);

        assertThat(seen)
                .filteredOn(each -> !each.startsWith("frame"))
                .containsExactly(
                        "advert 100",
                        "add", // takes over
                        "delete", // the owner of the addresses was heard
                        "advert 100",
                        "add", // and is gone
                        "advert 100", // answers a lower one
                        "advert 100", // the timer
                        "advert 0",
                        "delete");
    }

    @Test
    void life_inSyncGroup_takesOverAndStops() throws KernelException {
        live(configuration("3", "", "vrrp_sync_group G {\n group {\n VI_1\n }\n}"));

        assertThat(seen).contains("advert 100", "add", "delete", "advert 0");
    }

    @Test
    void life_touchesNothingOfThisHost() throws KernelException {
        live(configuration("3", "", ""));

        assertThat(kernel.sent).isNotEmpty();
        for (ByteBuffer packet : kernel.sent) {
            assertThat(packet.get(9)).isEqualTo((byte) EXPERIMENTAL_PROTOCOL);
            assertThat(packet.getInt(16)).isEqualTo(0x7f000001);
        }
        assertThat(seen)
                .filteredOn(each -> each.startsWith("frame"))
                .isNotEmpty()
                .containsOnly("frame on 1 of 0x88b5");
        assertThat(kernel.interfaces).isNotEmpty().containsOnly(Integer.MAX_VALUE);
    }

    @Test
    void life_afterItsPortsEnded_asksNothing() throws KernelException {
        ended = true;

        live(configuration("3", "", ""));

        assertThat(seen).isEmpty();
        assertThat(kernel.interfaces).isEmpty();
    }

    private void live(Configuration configuration) throws KernelException {
        family = configuration.vrrpInstances().getFirst().identity().family();
        WarmUpRouter.Ports ports =
                new WarmUpRouter.Ports(
                        new LoopbackPort(kernel, family),
                        new LoopbackPort(new FakeKernel(), family));
        WarmUpRouter router =
                new WarmUpRouter(
                        configuration,
                        configuration.vrrpInstances().getFirst(),
                        loop,
                        ports,
                        (requests, completion) ->
                                requests.forEach(request -> {
                                    kernel.asked(request);
                                    completion.done(request, 19, "no such device");
                                }),
                        (index, etherType, _) ->
                                seen.add("frame on %d of 0x%x".formatted(index, etherType)));
        if (ended) {
            ports.close();
        }
        for (Runnable step : router.life()) {
            step.run();
            loop.advance(Duration.ofMillis(1));
        }
    }

    private static Configuration configuration(String version, String authentication, String more) {
        String block =
                authentication.isEmpty() ? "" : "authentication {\n" + authentication + "\n}";
        return Configurations.of(
                """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    version %s
                    %s
                    virtual_ipaddress {
                        10.0.0.100
                    }
                }
                %s
                """
                        .formatted(version, block, more));
    }

    /// Notes what is sent.
    private final class FakeKernel extends SilentPort {
        private final List<ByteBuffer> sent = new ArrayList<>();
        private final List<Integer> interfaces = new ArrayList<>();

        private void asked(RouteRequest request) {
            switch (request) {
                case RouteRequest.AddAddress(var address) -> {
                    interfaces.add(address.interfaceIndex());
                    seen.add("add");
                }
                case RouteRequest.DeleteAddress(var address) -> {
                    interfaces.add(address.interfaceIndex());
                    seen.add("delete");
                }
                default -> seen.add(request.toString());
            }
        }

        @Override
        public void send(ByteBuffer packet, IpAddress to, int scope) {
            ByteBuffer copy =
                    ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
            sent.add(copy);
            if (this == kernel) {
                int at = PRIORITY_AT + (family == Family.INET ? HEADER_LENGTH : 0);
                seen.add("advert " + (copy.get(at) & 0xff));
            }
        }
    }
}
