package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Remembers the last good advert of a virtual router, so that an identical one, which a master
/// sends each interval, need not be validated again. Adverts with something remarkable, an
/// authentication header or a trailer of `auth_hmac` are never remembered. Not thread-safe.
public final class LastAdvert {

    private @Nullable RouterConfig config;
    private @Nullable IpAddress source;
    private @Nullable IpAddress destination;
    private int hopLimit;
    private byte[] bytes = {};
    private @Nullable AdvertReceived event;

    /// The event of the last good advert if this one is the same, else null.
    @SuppressWarnings("ReferenceEquality") // another configuration is validated anew, equal or not
    public @Nullable AdvertReceived repeated(RouterConfig now, ReceivedAdvertisement packet) {
        boolean same =
                config == now
                        && packet.hopLimit() == hopLimit
                        && packet.protection() == null
                        && packet.source().equals(source)
                        && packet.destination().equals(destination)
                        && packet.advert().consistsOf(bytes);
        return same ? event : null;
    }

    /// Takes note of what became of the last advert.
    public void remember(RouterConfig now, ReceivedAdvertisement packet, ValidationResult result) {
        boolean plain =
                result.advert() != null
                        && result.remarks().isEmpty()
                        && !result.oldChecksum()
                        && packet.protection() == null
                        && now.instance().adverts().hmac() == null;
        event = plain ? Objects.requireNonNull(result.advert()) : null;
        config = plain ? now : null;
        if (plain) {
            source = packet.source();
            destination = packet.destination();
            hopLimit = packet.hopLimit();
            bytes = packet.advert().bytes();
        }
    }
}
