package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import org.junit.jupiter.api.Test;

class LinkProbeTest {

    @Test
    void hasLink_loopback_answersAllButMii() throws KernelException {
        try (LinkProbe probe = LinkProbe.open()) {
            assertThat(probe.hasLink("lo", Method.MII)).isNull();
            assertThat(probe.hasLink("lo", Method.ETHTOOL)).isTrue();
            assertThat(probe.hasLink("lo", Method.IOCTL)).isTrue();
        }
    }

    @Test
    void hasLink_noSuchInterface_isUnknown() throws KernelException {
        try (LinkProbe probe = LinkProbe.open()) {
            for (Method method : Method.values()) {
                assertThat(probe.hasLink("nothing0", method)).isNull();
            }
        }
    }
}
