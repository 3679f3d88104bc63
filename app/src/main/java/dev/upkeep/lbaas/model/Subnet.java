package dev.upkeep.lbaas.model;

import dev.upkeep.lbaas.schema.Network;
import dev.upkeep.net.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A subnet from which VIPs come.
///
/// @param networkId the network it is part of
/// @param gateway never used as a VIP; null for none
/// @param first first address given to VIPs whose request names none; null for the first of all
/// @param last last of these; null for the last of all
/// @param instance the `vrrp_instance` that owns its VIPs; null for the only one
/// @param device interface of its VIPs; null for the instance's
public record Subnet(
        String id,
        String name,
        String networkId,
        Network cidr,
        @Nullable IpAddress gateway,
        @Nullable IpAddress first,
        @Nullable IpAddress last,
        @Nullable String instance,
        @Nullable String device) {

    private static final int MOST_TRIED = 1 << 16;

    /// The first address that nobody has.
    ///
    /// @return null when all are taken
    public @Nullable IpAddress free(Set<IpAddress> taken) {
        IpAddress candidate = first == null ? cidr.address().plus(1) : first;
        IpAddress end = last == null ? lastAddress() : last;
        for (int tried = 0; tried < MOST_TRIED && candidate.compareTo(end) <= 0; tried++) {
            if (!taken.contains(candidate) && !candidate.equals(gateway)) {
                return candidate;
            }
            candidate = candidate.plus(1);
        }
        return null;
    }

    private IpAddress lastAddress() {
        byte[] bytes = cidr.address().bytes().clone();
        for (int bit = cidr.prefixLength(); bit < bytes.length * 8; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        boolean hasBroadcast = bytes.length == 4 && cidr.prefixLength() < 31;
        return hasBroadcast ? IpAddress.of(bytes).plus(-1) : IpAddress.of(bytes);
    }
}
