package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.HmacTrailer;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import dev.upkeep.vrrp.wire.SignedAdvertisement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Describes how the adverts of a [Simulation] are authenticated. Those without authentication are
/// events, the others real packets that are written and validated.
enum SimulatedAuthentication {
    NONE,
    HEADER,
    HMAC;

    static final Ipv4Address GROUP = (Ipv4Address) IpAddress.parse("224.0.0.18");

    private static final int TIME_WINDOW_SECONDS = 2;
    private static final String FIRST_KEY = "0123456789abcdef0123456789abcdef";
    private static final String SECOND_KEY = "fedcba9876543210fedcba9876543210";

    /// State that a process keeps of authenticated adverts; it ends with the process.
    static final class Memory {
        private HeaderSequence sequence = HeaderSequence.NONE;
        private HmacStamp stamp = HmacStamp.NEVER;
        private final HmacCheck check = new HmacCheck();
        private final Set<ReceivedAdvertisement> accepted = new HashSet<>();
    }

    /// Version 2, which authentication headers need, has whole seconds.
    Duration interval() {
        return this == HEADER ? Duration.ofSeconds(1) : Duration.ofMillis(100);
    }

    /// Sets an instance's version, interval and authentication.
    Instances apply(Instances instance, int activeKey) {
        return switch (this) {
            case NONE -> instance.version3(interval());
            case HEADER ->
                    instance.with("authentication", Instances.block("auth_type AH", "auth_pass x"));
            case HMAC ->
                    instance.version3(interval())
                            .with(
                                    "auth_hmac",
                                    Instances.block(
                                            "key 1 " + FIRST_KEY,
                                            "key 2 " + SECOND_KEY,
                                            "active_key " + activeKey,
                                            "time_window " + TIME_WINDOW_SECONDS));
        };
    }

    /// A new difference of a clock, in microseconds: two clocks differ by at most the window.
    long clockStep(Random random) {
        return random.nextLong(-TIME_WINDOW_SECONDS * 500_000L, TIME_WINDOW_SECONDS * 500_000L);
    }

    /// Returns how long a receiver may refuse a sender after its clock was set back.
    long memoryMicros() {
        return this == HMAC ? 2 * TIME_WINDOW_SECONDS * 1_000_000L : 0;
    }

    /// Returns whether a packet is refused for its age alone, so that whoever repeats it does no
    /// harm.
    boolean refusesOld() {
        return this == HMAC;
    }

    /// The packet of an advert, null where adverts are not authenticated.
    @Nullable ReceivedAdvertisement packet(
            RouterConfig config, Memory memory, int priority, Ipv4Address source, Instant now) {
        VrrpInstance instance = config.instance();
        Advertisement advert =
                new Advertisement(
                        instance.identity().version(),
                        instance.identity().virtualRouterId(),
                        priority,
                        instance.adverts().interval(),
                        AdvertisementValidator.authenticationData(
                                instance.adverts().authentication()),
                        instance.resources().addresses().stream()
                                .map(VirtualAddress::address)
                                .toList());
        try {
            return switch (this) {
                case NONE -> null;
                case HEADER -> {
                    memory.sequence = memory.sequence.next();
                    yield withHeader(instance, advert, memory.sequence.sent(), source);
                }
                case HMAC -> {
                    HmacAuthentication hmac = Objects.requireNonNull(instance.adverts().hmac());
                    memory.stamp = memory.stamp.next(now, hmac.timeWindow());
                    yield withTrailer(hmac, advert, memory.stamp, source);
                }
            };
        } catch (MalformedPacketException own) {
            throw new IllegalStateException(own);
        }
    }

    private static ReceivedAdvertisement withHeader(
            VrrpInstance instance, Advertisement advert, long sequence, Ipv4Address source)
            throws MalformedPacketException {
        int length =
                IpHeader.LENGTH + AuthenticationHeader.LENGTH + AdvertisementWriter.length(advert);
        ByteBuffer packet = ByteBuffer.allocate(length);
        new IpHeader(length, 1, 255, AuthenticationHeader.PROTOCOL, source, GROUP).write(packet);
        String key = ((Authentication.Header) instance.adverts().authentication()).key();
        AuthenticatedAdvert.write(source, sequence, advert, new ChecksumRule.Plain(), key, packet);
        packet.flip();
        IpHeader.read(packet);
        var protection = AuthenticatedAdvert.read(packet);
        return new ReceivedAdvertisement(
                source,
                GROUP,
                255,
                IpHeader.LENGTH,
                protection,
                AdvertisementReader.of(packet, Family.INET));
    }

    private static ReceivedAdvertisement withTrailer(
            HmacAuthentication hmac, Advertisement advert, HmacStamp stamp, Ipv4Address source)
            throws MalformedPacketException {
        ByteBuffer packet =
                ByteBuffer.allocate(AdvertisementWriter.length(advert) + HmacTrailer.LENGTH);
        SignedAdvertisement.write(
                advert,
                new ChecksumRule.PseudoHeader(source, GROUP),
                source,
                hmac.activeKey(),
                Objects.requireNonNull(hmac.secret(hmac.activeKey())),
                stamp,
                packet);
        return new ReceivedAdvertisement(
                source, GROUP, 255, 0, null, AdvertisementReader.of(packet.flip(), Family.INET));
    }

    /// Validates a packet.
    ///
    /// @throws AssertionError when a process accepts one packet twice
    @Nullable AdvertReceived accept(
            RouterConfig config, Memory memory, ReceivedAdvertisement packet, Instant now) {
        ValidationResult result =
                AdvertisementValidator.validate(
                        config, packet, null, memory.sequence, memory.check, now);
        memory.sequence = result.sequence();
        if (result.advert() != null && !memory.accepted.add(packet)) {
            throw new AssertionError("accepted twice: " + packet);
        }
        return result.advert();
    }
}
