package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.bfd.machine.PacketCheck;
import dev.upkeep.bfd.machine.SessionConfig;
import dev.upkeep.bfd.machine.SessionEvent;
import dev.upkeep.bfd.machine.SessionMachine;
import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.bfd.machine.Sessions;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.ControlPacketCodec;
import dev.upkeep.bfd.wire.MalformedControlPacketException;
import dev.upkeep.fuzz.Fuzz;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Packets that anyone in the network may send: advertisements with their validation, IP headers
/// and BFD control packets.
class AdvertisementFuzzTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final Set<Class<? extends Throwable>> MALFORMED =
            Set.of(MalformedPacketException.class);

    private SessionVariables session =
            SessionVariables.initial(new SessionConfig(Sessions.instance()), 1);

    @Test
    void advertisements_areValidatedOrMalformed() {
        RouterConfig config = Instances.instance().config();
        Fuzz.run(
                "advertisement",
                advertisements(),
                MALFORMED,
                (input, random) -> {
                    AdvertisementReader reader =
                            AdvertisementReader.of(ByteBuffer.wrap(input), PEER.family());
                    ReceivedAdvertisement received =
                            new ReceivedAdvertisement(PEER, GROUP, 255, 20, null, reader);
                    IpAddress last = random.nextBoolean() ? null : PEER;
                    String text =
                            AdvertisementValidator.validate(config, received, last, 0).toString();
                    assertThat(text).isNotEmpty();
                    reader.read(new ChecksumRule.Plain());
                });
    }

    @Test
    void ipHeaders_areReadOrMalformed() {
        byte[] header = {
            0x45,
            (byte) 0xc0,
            0,
            40,
            0,
            1,
            0,
            0,
            (byte) 255,
            112,
            0,
            0,
            10,
            0,
            0,
            2,
            (byte) 224,
            0,
            0,
            18
        };
        Fuzz.run(
                "ip header",
                List.of(header),
                MALFORMED,
                (input, _) -> IpHeader.read(ByteBuffer.wrap(input)));
    }

    /// A packet that is accepted changes a session, whatever it says.
    @Test
    void bfdControlPackets_areReadOrMalformed() {
        SessionConfig config = new SessionConfig(Sessions.instance());
        byte[] packet = {
            0x20,
            (byte) 0xc8,
            5,
            24,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            2,
            0,
            1,
            (byte) 0x86,
            (byte) 0xa0,
            0,
            1,
            (byte) 0x86,
            (byte) 0xa0,
            0,
            0,
            0,
            0
        };
        Fuzz.run(
                "bfd control packet",
                List.of(packet),
                Set.of(MalformedControlPacketException.class),
                (input, _) -> {
                    ControlPacket read = ControlPacketCodec.read(ByteBuffer.wrap(input));
                    if (PacketCheck.of(config, read, 255) == null) {
                        session =
                                SessionMachine.on(config, session, new SessionEvent.Received(read))
                                        .variables();
                        assertThat(session.detectionTimeUs()).isPositive();
                    }
                });
    }

    private static List<byte[]> advertisements() {
        return List.of(
                written(
                        new Advertisement(
                                2,
                                51,
                                120,
                                Duration.ofSeconds(1),
                                AuthenticationData.password("1111"),
                                List.of(IpAddress.parse("10.0.0.100")))),
                written(
                        new Advertisement(
                                3,
                                51,
                                0,
                                Duration.ofMillis(10),
                                AuthenticationData.NONE,
                                List.of(
                                        IpAddress.parse("10.0.0.100"),
                                        IpAddress.parse("10.0.0.101")))));
    }

    private static byte[] written(Advertisement advertisement) {
        ByteBuffer out = ByteBuffer.allocate(AdvertisementWriter.length(advertisement));
        AdvertisementWriter.write(advertisement, new ChecksumRule.Plain(), out);
        return out.array();
    }
}
