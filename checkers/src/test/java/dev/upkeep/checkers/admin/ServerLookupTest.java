package dev.upkeep.checkers.admin;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerLookupTest {

    private static final RealServer A = server("10.0.0.1:80", 1);
    private static final RealServer A_TLS = server("10.0.0.1:443", 1);
    private static final RealServer B = server("10.0.0.2:80", 1);

    private static final Collection<Pool> POOLS = pools();

    private static Collection<Pool> pools() {
        var configuration =
                configuration(
                        service("10.1.0.1:80", 1, null, A, A_TLS, B),
                        service("10.1.0.1:53", 1, null, A),
                        with(Protocol.UDP, service("10.1.0.1:53", 1, null, B)),
                        service(new ServiceAddress.FirewallMark(5), A),
                        service(new ServiceAddress.Group("web"), A),
                        with(Protocol.UDP, service(new ServiceAddress.Group("web"), B)));
        return Models.pools(configuration, ServiceKeys.of(configuration, GeneratedMarks.NONE))
                .values();
    }

    static Stream<Arguments> found() {
        return Stream.of(
                Arguments.of("10.1.0.1:80", "10.0.0.2:80", "tcp:10.1.0.1:80", B),
                Arguments.of("10.1.0.1:80", "10.0.0.2", "tcp:10.1.0.1:80", B),
                Arguments.of("10.1.0.1:80", "10.0.0.1:443", "tcp:10.1.0.1:80", A_TLS),
                Arguments.of("udp:10.1.0.1:53", "10.0.0.2:80", "udp:10.1.0.1:53", B),
                Arguments.of("fwmark:5", "10.0.0.1:80", "inet:fwmark:5", A),
                Arguments.of("udp:group:web", "10.0.0.2:80", "group:web#1", B),
                Arguments.of("group:web#0", "10.0.0.1:80", "group:web#0", A));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("found")
    void names_thatMeanOneServer_findIt(
            String service, String server, String fullName, RealServer expected) {
        assertThat(find(service, server))
                .isInstanceOfSatisfying(
                        ServerLookup.Found.class,
                        found -> {
                            assertThat(ServiceName.of(found.pool())).hasToString(fullName);
                            assertThat(found.pool().members().get(found.server()))
                                    .isSameAs(expected);
                        });
    }

    static Stream<Arguments> failed() {
        return Stream.of(
                Arguments.of(
                        "10.1.0.2:80",
                        "10.0.0.1:80",
                        "there is no virtual server 10.1.0.2:80; there are tcp:10.1.0.1:80,"
                                + " tcp:10.1.0.1:53, udp:10.1.0.1:53, inet:fwmark:5, group:web#0,"
                                + " group:web#1"),
                Arguments.of(
                        "inet6:fwmark:5",
                        "10.0.0.1:80",
                        "there is no virtual server inet6:fwmark:5; there are tcp:10.1.0.1:80,"
                                + " tcp:10.1.0.1:53, udp:10.1.0.1:53, inet:fwmark:5, group:web#0,"
                                + " group:web#1"),
                Arguments.of(
                        "10.1.0.1:53",
                        "10.0.0.1:80",
                        "10.1.0.1:53 may be any of tcp:10.1.0.1:53, udp:10.1.0.1:53"),
                Arguments.of(
                        "group:web",
                        "10.0.0.1:80",
                        "group:web may be any of group:web#0, group:web#1"),
                Arguments.of(
                        "10.1.0.1:80",
                        "10.0.0.9:80",
                        "tcp:10.1.0.1:80 has no real server 10.0.0.9:80; it has 10.0.0.1:80,"
                                + " 10.0.0.1:443, 10.0.0.2:80"),
                Arguments.of(
                        "10.1.0.1:80",
                        "10.0.0.1",
                        "10.0.0.1 may be any of 10.0.0.1:80, 10.0.0.1:443"));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("failed")
    void names_thatMeanNoneOrSeveral_sayWhatThereIs(String service, String server, String reason) {
        assertThat(find(service, server)).isEqualTo(new ServerLookup.Failed(reason));
    }

    @Test
    void manyServers_areNotAllNamed() {
        RealServer[] many =
                IntStream.rangeClosed(1, 13)
                        .mapToObj(i -> server("10.0.0." + i + ":80", 1))
                        .toArray(RealServer[]::new);
        var configuration = configuration(service("10.1.0.1:80", 1, null, many));
        Collection<Pool> pools =
                Models.pools(configuration, ServiceKeys.of(configuration, GeneratedMarks.NONE))
                        .values();
        assertThat(
                        ServerLookup.find(
                                pools,
                                ServiceName.parse("10.1.0.1:80"),
                                ServerName.parse("10.9.9.9")))
                .asString()
                .contains("10.0.0.10:80 and 3 more")
                .doesNotContain("10.0.0.11");
    }

    @Test
    void noVirtualServer_isSaid() {
        assertThat(ServerLookup.unknown(List.of(), ServiceName.parse("fwmark:1")))
                .isEqualTo("there is no virtual server fwmark:1; there are none");
    }

    private static ServerLookup find(String service, String server) {
        return ServerLookup.find(POOLS, ServiceName.parse(service), ServerName.parse(server));
    }
}
