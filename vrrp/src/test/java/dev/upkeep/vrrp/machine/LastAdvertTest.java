package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastAdvertTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.3");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final AuthenticationData PASSWORD = AuthenticationData.password("1111");

    private final RouterConfig config = Instances.instance().config();
    private final LastAdvert last = new LastAdvert();

    @Test
    void advert_identical_hasTheEventOfTheLast() throws MalformedPacketException {
        receive(PEER, 150, 255, PASSWORD);

        assertThat(last.repeated(config, packet(PEER, 150, 255, PASSWORD)))
                .isEqualTo(new Event.AdvertReceived(PEER, 150, Duration.ofSeconds(1)));
    }

    @Test
    void advert_thatDiffersInAnything_isValidatedAgain() throws MalformedPacketException {
        receive(PEER, 150, 255, PASSWORD);

        assertThat(last.repeated(config, packet(PEER, 151, 255, PASSWORD))).isNull();
        assertThat(last.repeated(config, packet(OTHER, 150, 255, PASSWORD))).isNull();
        assertThat(last.repeated(config, packet(PEER, 150, 254, PASSWORD))).isNull();
        RouterConfig next = Instances.instance().config();
        assertThat(last.repeated(next, packet(PEER, 150, 255, PASSWORD))).isNull();
    }

    @Test
    void advert_refusedOrRemarkable_isNeverRemembered() throws MalformedPacketException {
        receive(PEER, 150, 255, PASSWORD);
        receive(PEER, 150, 255, AuthenticationData.password("2222"));

        assertThat(last.repeated(config, packet(PEER, 150, 255, PASSWORD))).isNull();
        assertThat(
                        last.repeated(
                                config,
                                packet(PEER, 150, 255, AuthenticationData.password("2222"))))
                .isNull();
    }

    private void receive(
            IpAddress source, int priority, int hopLimit, AuthenticationData authentication)
            throws MalformedPacketException {
        ReceivedAdvertisement packet = packet(source, priority, hopLimit, authentication);
        last.remember(config, packet, AdvertisementValidator.validate(config, packet, null, 0));
    }

    private static ReceivedAdvertisement packet(
            IpAddress source, int priority, int hopLimit, AuthenticationData authentication)
            throws MalformedPacketException {
        Advertisement advert =
                new Advertisement(
                        2,
                        51,
                        priority,
                        Duration.ofSeconds(1),
                        authentication,
                        List.of(IpAddress.parse("10.0.0.100")));
        ByteBuffer bytes = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), bytes);
        return new ReceivedAdvertisement(
                source,
                GROUP,
                hopLimit,
                20,
                null,
                AdvertisementReader.of(bytes.flip(), Family.INET));
    }
}
