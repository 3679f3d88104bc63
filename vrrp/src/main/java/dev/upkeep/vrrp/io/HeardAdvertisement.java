package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An advert that arrived while [AdvertisementMonitor] listened.
///
/// @param instance whose virtual router it is about, null for one that is not configured
/// @param accepted whether the instance would use it
/// @param remarks what differs, in words
public record HeardAdvertisement(
        @Nullable String instance,
        String interfaceName,
        int virtualRouterId,
        IpAddress source,
        int priority,
        boolean accepted,
        List<String> remarks) {

    public HeardAdvertisement {
        remarks = List.copyOf(remarks);
    }
}
