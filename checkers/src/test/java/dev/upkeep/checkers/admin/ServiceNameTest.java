package dev.upkeep.checkers.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "10.1.0.1:80, 10.1.0.1:80",
        "tcp:10.1.0.1:80, tcp:10.1.0.1:80",
        "sctp:10.1.0.1, sctp:10.1.0.1",
        "[10.1.0.1]:80, 10.1.0.1:80",
        "udp:[2001:DB8:0::1]:53, udp:[2001:db8::1]:53",
        "2001:db8::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "10.1.0.1:0, 10.1.0.1:0",
        "10.1.0.1:65535, 10.1.0.1:65535",
        "fwmark:5, fwmark:5",
        "inet6:fwmark:4294967295, inet6:fwmark:4294967295",
        "group:web, group:web",
        "tcp:group:web#1, tcp:group:web#1",
        "group:a#b, group:a#b",
    })
    void name_readAndWritten_isTheSame(String text, String written) {
        ServiceName name = ServiceName.parse(text);
        assertThat(name).hasToString(written);
        assertThat(ServiceName.parse(written)).isEqualTo(name);
    }

    @ParameterizedTest(name = "name {0}")
    @CsvSource({
        "10.1.0:80, is no address",
        "10.1.0.1:65536, is no address",
        "10.1.0.1:, is no address",
        "10.1.0.1:http, is no address",
        "'', is no address",
        "[2001:db8::1, is no address",
        "[]:80, is no address",
        "web, is no address",
        "ip:10.1.0.1:80, is no address",
        "fwmark:, is no firewall mark",
        "fwmark:-1, is no firewall mark",
        "fwmark:4294967296, is no firewall mark",
    })
    void name_thatIsNone_isRefused(String text, String message) {
        assertThatThrownBy(() -> ServiceName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
