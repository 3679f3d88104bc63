package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.netlink.route.HardwareAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// Golden bytes: frames of keepalived 2.2.7 (`tcpdump -xx` on a veth pair, forwarding off).
class AnnouncementFramesTest {

    private static final HardwareAddress SOURCE = HardwareAddress.parse("1a:c8:43:7a:df:a8");

    @Test
    void gratuitousArp_golden_givesTheBytes() {
        ByteBuffer out = ByteBuffer.allocate(GratuitousArp.LENGTH);

        new GratuitousArp(SOURCE, (Ipv4Address) IpAddress.parse("10.0.0.110")).write(out);

        assertThat(out.array())
                .isEqualTo(
                        AdvertisementTest.bytes(
                                "ffff ffff ffff 1ac8 437a dfa8 0806 0001 0800 0604 0001"
                                        + " 1ac8 437a dfa8 0a00 006e ffff ffff ffff 0a00 006e"));
    }

    @Test
    void unsolicitedAdvertisement_golden_givesTheBytes() {
        ByteBuffer out = ByteBuffer.allocate(UnsolicitedAdvertisement.LENGTH);
        var address = (Ipv6Address) IpAddress.parse("2001:db8::100");

        new UnsolicitedAdvertisement(SOURCE, address, false).write(out);

        assertThat(out.array())
                .isEqualTo(
                        AdvertisementTest.bytes(
                                "3333 0000 0001 1ac8 437a dfa8 86dd 6000 0000 0020 3aff"
                                        + " 2001 0db8 0000 0000 0000 0000 0000 0100"
                                        + " ff02 0000 0000 0000 0000 0000 0000 0001"
                                        + " 8800 bb42 2000 0000"
                                        + " 2001 0db8 0000 0000 0000 0000 0000 0100"
                                        + " 0201 1ac8 437a dfa8"));
    }

    @Test
    void unsolicitedAdvertisement_onRouter_setsTheFlagAndItsChecksum() {
        ByteBuffer out = ByteBuffer.allocate(UnsolicitedAdvertisement.LENGTH);
        var address = (Ipv6Address) IpAddress.parse("2001:db8::100");

        new UnsolicitedAdvertisement(SOURCE, address, true).write(out);

        assertThat(out.get(58) & 0xff).isEqualTo(0xa0);
        assertThat(out.getShort(56) & 0xffff).isEqualTo(0xbb42 - 0x8000);
    }
}
