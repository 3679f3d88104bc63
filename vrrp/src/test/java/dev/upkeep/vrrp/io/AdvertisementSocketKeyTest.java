package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.machine.Instances;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The source of IPv6 adverts is never left to the kernel, which would take a virtual address with
/// the prefix of its subnet.
class AdvertisementSocketKeyTest {

    private static final Link ETH0 = Networks.link(Networks.ETH0, "eth0", true);
    private static final IpAddress OWN = IpAddress.parse("fe80::1");

    @Test
    void ipv6_multicastOrUnicast_isBoundToItsSource() {
        Instances multicast = Instances.instance().version3(Duration.ofSeconds(1)).ipv6();
        Instances unicast =
                Instances.instance()
                        .version3(Duration.ofSeconds(1))
                        .ipv6()
                        .with("unicast_peer", Instances.block("2001:db8::2"));

        assertThat(key(multicast, OWN).boundSource()).isEqualTo(OWN);
        assertThat(key(unicast, OWN).boundSource()).isEqualTo(OWN);
    }

    @Test
    void ipv6_withoutSource_hasNoSockets() {
        Instances ipv6 = Instances.instance().version3(Duration.ofSeconds(1)).ipv6();

        assertThat(AdvertisementSocket.Key.of(ipv6.build(), ETH0, null)).isNull();
    }

    @Test
    void ipv6_withAnotherSource_hasOtherSockets() {
        Instances ipv6 = Instances.instance().version3(Duration.ofSeconds(1)).ipv6();

        assertThat(key(ipv6, IpAddress.parse("fe80::2"))).isNotEqualTo(key(ipv6, OWN));
    }

    @Test
    void ipv4_hasItsSourceInEachHeader() {
        IpAddress source = IpAddress.parse("10.0.0.1");

        assertThat(key(Instances.instance(), source).boundSource()).isNull();
        assertThat(key(Instances.instance(), source))
                .isEqualTo(AdvertisementSocket.Key.of(Instances.instance().build(), ETH0, null));
    }

    private static AdvertisementSocket.Key key(Instances instance, IpAddress source) {
        AdvertisementSocket.Key key = AdvertisementSocket.Key.of(instance.build(), ETH0, source);
        assertThat(key).isNotNull();
        return Objects.requireNonNull(key);
    }
}
