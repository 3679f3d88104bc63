package dev.upkeep.bfd.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.bfd.machine.PacketCheck.Rejection;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;
import dev.upkeep.config.fixture.Records;
import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketCheckTest {

    @ParameterizedTest(name = "ttl {0}, max_hops {1}: {2}")
    @CsvSource({
        "255, 0,   255, ",
        "255, 0,   254, HOPS",
        "255, 3,   252, ",
        "255, 3,   251, HOPS",
        "64,  0,   255, ",
        "64,  64,  0,   ",
        "255, -1,  1,   ",
        "255, 0,   -1,  HOPS",
    })
    void received_overHops_isAcceptedAsConfigured(
            int ttl, int maxHops, int received, @Nullable Rejection expected) {
        assertThat(PacketCheck.of(config(ttl, maxHops), packet(false), received))
                .isEqualTo(expected);
    }

    @Test
    void received_authenticated_isRefused() {
        assertThat(PacketCheck.of(config(255, 0), packet(true), 255))
                .isEqualTo(Rejection.AUTHENTICATION);
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({
        "10.0.0.2, 10.0.0.1, true",
        "10.0.0.3, 10.0.0.1, false",
        "10.0.0.2, 10.0.0.9, false",
    })
    void firstPacket_belongsToTheSession_ofItsAddresses(
            String source, String destination, boolean expected) {
        assertThat(
                        PacketCheck.isFor(
                                config(255, 0),
                                IpAddress.parse(source),
                                IpAddress.parse(destination)))
                .isEqualTo(expected);
    }

    private static SessionConfig config(int ttl, int maxHops) {
        return new SessionConfig(
                Records.with(
                        Sessions.instance(), "hops", new BfdInstance.Hops(ttl, maxHops, false)));
    }

    private static ControlPacket packet(boolean authenticated) {
        return new ControlPacket(
                DiagnosticCode.NONE,
                SessionState.DOWN,
                false,
                false,
                false,
                authenticated,
                false,
                3,
                1,
                0,
                1_000_000,
                50_000,
                0);
    }
}
