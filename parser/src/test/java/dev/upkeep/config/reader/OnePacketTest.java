package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnePacketTest {

    private static final String SERVER = " ops\n real_server 192.0.2.1 80 {\n weight 1\n }\n}\n";

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10 53, UDP, true",
        "192.0.2.10 53, TCP, false",
        "fwmark 9, '', true",
        "fwmark 9, UDP, true",
        "fwmark 9, TCP, true",
        "group marks, '', true",
    })
    void ops_isForUdp_andForMarksWhichHaveNoProtocol(
            String address, String protocol, boolean expected) {
        String text =
                "virtual_server_group marks {\n fwmark 7\n}\nvirtual_server "
                        + address
                        + " {\n lb_kind NAT\n"
                        + (protocol.isEmpty() ? "" : " protocol " + protocol + "\n")
                        + SERVER;
        ReadResult read = Configurations.read(text);
        assertThat(read.configuration().virtualServers().getFirst().scheduling().onePacket())
                .isEqualTo(expected);
    }
}
