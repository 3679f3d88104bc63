package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Golden bytes: sent by keepalived 2.2.7 from 10.5.0.1 to 10.5.0.2, captured on a veth pair.
class AdvertChecksumTest {

    private static final IpAddress OWN = IpAddress.parse("10.5.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.5.0.2");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.78");

    @Test
    void oldUnicastChecksum_otherGroup_coversVrrpMcastGroup4() {
        VrrpInstance instance = unicast().global("vrrp_mcast_group4 224.0.0.77").build();

        assertThat(sent(instance, 18, "10.5.0.118", true)).isEqualTo("311264010064753d0a050076");
    }

    @Test
    void unicastChecksum_ofToday_coversTheDestination() {
        assertThat(sent(unicast().build(), 19, "10.5.0.119", false))
                .isEqualTo("3113640100644b820a050077");
    }

    @Test
    void oldUnicastChecksum_multicast_coversTheDestination() {
        VrrpInstance instance = version3().with("mcast_dst_ip", GROUP.toString()).build();

        assertThat(AdvertChecksum.sent(instance, OWN, GROUP, true))
                .isEqualTo(new ChecksumRule.PseudoHeader(OWN, GROUP));
    }

    @Test
    void v3ChecksumAsV2_ipv4Alone_hasNoPseudoHeader() {
        IpAddress six = IpAddress.parse("fe80::1");
        IpAddress group = IpAddress.parse("ff02::12");

        assertThat(
                        AdvertChecksum.sent(
                                version3().with("v3_checksum_as_v2", "").build(),
                                OWN,
                                GROUP,
                                false))
                .isEqualTo(new ChecksumRule.Plain());
        assertThat(
                        AdvertChecksum.sent(
                                version3().ipv6().with("v3_checksum_as_v2", "").build(),
                                six,
                                group,
                                false))
                .isEqualTo(new ChecksumRule.PseudoHeader(six, group));
    }

    private static Instances version3() {
        return Instances.instance().version3(Duration.ofSeconds(1));
    }

    private static Instances unicast() {
        return version3().with("unicast_peer", Instances.block(PEER.toString()));
    }

    private static String sent(VrrpInstance instance, int id, String address, boolean old) {
        Advertisement advert =
                new Advertisement(
                        3,
                        id,
                        100,
                        Duration.ofSeconds(1),
                        AuthenticationData.NONE,
                        List.of(IpAddress.parse(address)));
        ByteBuffer out = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, AdvertChecksum.sent(instance, OWN, PEER, old), out);
        return HexFormat.of().formatHex(out.array());
    }
}
