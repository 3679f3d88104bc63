package dev.upkeep.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.vrrp.io.SteeringRequest;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestDecoderTest {

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("server list", new ServerRequest.Show(null)),
                Arguments.of("  server \t list  ", new ServerRequest.Show(null)),
                Arguments.of("server list fwmark:5", show("fwmark:5")),
                Arguments.of("server list fwmark 5", show("fwmark:5")),
                Arguments.of("server list udp:10.1.0.1 53", show("udp:10.1.0.1:53")),
                Arguments.of("server list 2001:db8::1 80", show("[2001:db8::1]:80")),
                Arguments.of("server list tcp:group web", show("tcp:group:web")),
                Arguments.of("server list group:my%20web", show("group:my web")),
                Arguments.of(
                        "server drain 10.1.0.1:80 10.2.0.1:80",
                        change("10.1.0.1:80", "10.2.0.1:80", AdminState.DRAINING)),
                Arguments.of(
                        "server disable 10.1.0.1 80 10.2.0.1 8080",
                        change("10.1.0.1:80", "10.2.0.1:8080", AdminState.DISABLED)),
                Arguments.of(
                        "server weight 10.1.0.1:80 10.2.0.1 8080 30",
                        weight("10.1.0.1:80", "10.2.0.1:8080", 30)),
                Arguments.of(
                        "server weight 10.1.0.1:80 10.2.0.1 reset",
                        weight("10.1.0.1:80", "10.2.0.1", null)),
                Arguments.of(
                        "server enable 10.1.0.1 10.2.0.1",
                        change("10.1.0.1", "10.2.0.1", AdminState.ENABLED)),
                Arguments.of(
                        "server enable tcp:[2001:db8::1]:80 [2001:db8::2]:80",
                        change("tcp:[2001:db8::1]:80", "[2001:db8::2]:80", AdminState.ENABLED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void line_ofARequest_isThatRequest(String line, ServerRequest request)
            throws MalformedRequestException {
        assertThat(RequestDecoder.decode(line)).isEqualTo(new ControlRequest.Servers(request));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(
                        "server weight 10.1.0.1:80 10.2.0.1:80 2147483648",
                        "'2147483648' is no weight: expected 0-2147483647 or reset"),
                Arguments.of(
                        "server weight", "the request ends too early: expected a virtual server"),
                Arguments.of("", "the request ends too early: expected a request"),
                Arguments.of(
                        "reboot",
                        "unknown request 'reboot': expected server, plan, record, reload, restart, handover, check-now,"
                                + " status, priority, transition, dump or confirm"),
                Arguments.of(
                        "server",
                        "the request ends too early: expected list, checks, drain, disable, enable or weight"),
                Arguments.of(
                        "server stop 10.1.0.1:80",
                        "unknown request 'server stop': expected list, checks, drain, disable, enable or weight"),
                Arguments.of(
                        "server drain", "the request ends too early: expected a virtual server"),
                Arguments.of(
                        "server drain 10.1.0.1:80",
                        "the request ends too early: expected a real server"),
                Arguments.of(
                        "server drain 10.1.0.1 80",
                        "the request ends too early: expected a real server"),
                Arguments.of(
                        "server drain fwmark",
                        "the request ends too early: expected what follows fwmark"),
                Arguments.of(
                        "server drain 10.1.0.1:80 web",
                        "'web' is no address such as 10.1.0.1:80 or [2001:db8::1]:80"),
                Arguments.of(
                        "server drain 10.1.0.1 65536 10.2.0.1",
                        "'[10.1.0.1]:65536' is no address such as 10.1.0.1:80 or"
                                + " [2001:db8::1]:80"),
                Arguments.of(
                        "server drain 10.1.0.1 99999999999 10.2.0.1",
                        "'[10.1.0.1]:99999999999' is no address such as 10.1.0.1:80 or"
                                + " [2001:db8::1]:80"),
                Arguments.of(
                        "server enable fwmark:x 10.2.0.1",
                        "'x' is no firewall mark: expected 0-4294967295"),
                Arguments.of("priority VI_1 255", "'255' is no priority: expected 1-254 or reset"),
                Arguments.of(
                        "priority VI_1",
                        "the request ends too early: expected a priority or reset"),
                Arguments.of(
                        "transition VI_1 master",
                        "no instance is made master against its peers, as there could be two: raise"
                                + " its priority, or use 'backup' on the master"),
                Arguments.of(
                        "transition VI_1 up", "unknown state 'up': expected backup or release"),
                Arguments.of("reload confirm 0", "'0' is no time: expected 1-86400 seconds"),
                Arguments.of(
                        "reload now", "unknown option 'now': expected changes, force or confirm"),
                Arguments.of("dump all", "unknown dump 'all': expected data, stats or json"),
                Arguments.of("server list fwmark:1 fwmark:2", "unexpected 'fwmark:2'"),
                Arguments.of("server drain 10.1.0.1:80 10.2.0.1:80 now", "unexpected 'now'"),
                Arguments.of(
                        "server list group:%2",
                        "'group:%2': expected two hexadecimal digits behind each %"),
                Arguments.of(
                        "server list group:%zz",
                        "'group:%zz': expected two hexadecimal digits behind each %"));
    }

    @ParameterizedTest(name = "line {0}")
    @MethodSource("bad")
    void line_thatIsNoRequest_saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> RequestDecoder.decode(line))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage(message);
    }

    @Test
    void requests_aboutTheDaemonAndItsInstances_areRead() throws MalformedRequestException {
        assertThat(RequestDecoder.decode("status")).isEqualTo(new ControlRequest.Status());
        assertThat(RequestDecoder.decode("confirm")).isEqualTo(new ControlRequest.Confirm());
        assertThat(RequestDecoder.decode("reload"))
                .isEqualTo(new ControlRequest.Reload(ReloadOptions.NONE));
        assertThat(RequestDecoder.decode("reload changes confirm 60"))
                .isEqualTo(
                        new ControlRequest.Reload(
                                new ReloadOptions(true, false, Duration.ofSeconds(60))));
        assertThat(RequestDecoder.decode("priority VI_1 120"))
                .isEqualTo(new ControlRequest.Steering(new SteeringRequest.Priority("VI_1", 120)));
        assertThat(RequestDecoder.decode("priority VI_1 reset"))
                .isEqualTo(new ControlRequest.Steering(new SteeringRequest.Priority("VI_1", null)));
        assertThat(RequestDecoder.decode("transition VI_1 backup"))
                .isEqualTo(new ControlRequest.Steering(new SteeringRequest.Backup("VI_1")));
        assertThat(RequestDecoder.decode("transition VI_1 release"))
                .isEqualTo(new ControlRequest.Steering(new SteeringRequest.Release("VI_1")));
        assertThat(RequestDecoder.decode("dump stats"))
                .isEqualTo(new ControlRequest.Dump(ControlRequest.DumpKind.STATS));
    }

    @Test
    void words_withAnyBytes_areReadBack() {
        for (String text :
                new String[] {"", "web", "a b", "100%", "x\ny\tz\u0000", "gr\u00fcn#1"}) {
            String word = RequestWord.encode(text);
            assertThat(word).matches("[!-~]*");
            assertThat(RequestWord.decode(word)).isEqualTo(text);
        }
    }

    private static ServerRequest show(String service) {
        return new ServerRequest.Show(ServiceName.parse(service));
    }

    private static ServerRequest change(String service, String server, AdminState adminState) {
        return new ServerRequest.Change(
                ServiceName.parse(service), ServerName.parse(server), adminState);
    }

    private static ServerRequest weight(String service, String server, @Nullable Integer weight) {
        return new ServerRequest.Weight(
                ServiceName.parse(service), ServerName.parse(server), weight);
    }
}
