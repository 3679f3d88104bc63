package dev.upkeep.netlink.route;

import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// An address of an interface (`RTM_NEWADDR`).
///
/// @param interfaceIndex number of the interface
/// @param address the local address
/// @param prefixLength 0-32 or 0-128
/// @param peer the other end of a point-to-point link, null for none
/// @param broadcast IPv4 broadcast address, null for none
/// @param scope `RT_SCOPE_*`: [#GLOBAL], [#LINK], [#HOST]
/// @param flags `IFA_F_*`: see the constants here
/// @param label IPv4 only, `eth0:1`; empty for none. The kernel reports the interface's name then
/// @param preferredSeconds how long it is used as a source, [#FOREVER] or 0 for never
/// @param validSeconds how long it exists, [#FOREVER] or above 0
public record InterfaceAddress(
        int interfaceIndex,
        IpAddress address,
        int prefixLength,
        @Nullable IpAddress peer,
        @Nullable IpAddress broadcast,
        int scope,
        int flags,
        String label,
        long preferredSeconds,
        long validSeconds) {

    /// The address with another end of a point-to-point link, null for none.
    public InterfaceAddress withPeer(@Nullable IpAddress other) {
        return new InterfaceAddress(
                interfaceIndex,
                address,
                prefixLength,
                other,
                broadcast,
                scope,
                flags,
                label,
                preferredSeconds,
                validSeconds);
    }

    /// `INFINITY_LIFE_TIME`.
    public static final long FOREVER = 0xffffffffL;

    /// `RT_SCOPE_UNIVERSE`.
    public static final int GLOBAL = 0;

    /// `RT_SCOPE_SITE`.
    public static final int SITE = 200;

    /// `RT_SCOPE_LINK`.
    public static final int LINK = 253;

    /// `RT_SCOPE_HOST`.
    public static final int HOST = 254;

    /// `IFA_F_SECONDARY`: goes with the first address of its subnet (IPv4).
    public static final int SECONDARY = 0x01;

    /// `IFA_F_NODAD`: used at once, without duplicate address detection (IPv6).
    public static final int NO_DAD = 0x02;

    /// `IFA_F_DADFAILED`: another host has it (IPv6).
    public static final int DAD_FAILED = 0x08;

    /// `IFA_F_HOMEADDRESS`.
    public static final int HOME = 0x10;

    /// `IFA_F_DEPRECATED`.
    public static final int DEPRECATED = 0x20;

    /// `IFA_F_TENTATIVE`: duplicate address detection goes on (IPv6).
    public static final int TENTATIVE = 0x40;

    /// `IFA_F_PERMANENT`.
    public static final int PERMANENT = 0x80;

    /// `IFA_F_MANAGETEMPADDR`.
    public static final int MANAGE_TEMPORARY = 0x100;

    /// `IFA_F_NOPREFIXROUTE`: no route to its subnet comes with it.
    public static final int NO_PREFIX_ROUTE = 0x200;

    /// `IFA_F_MCAUTOJOIN`.
    public static final int MULTICAST_AUTO_JOIN = 0x400;

    /// Returns an address of global scope and unlimited lifetime, without label, peer and
    /// broadcast.
    public static InterfaceAddress of(int interfaceIndex, IpAddress address, int prefixLength) {
        return new InterfaceAddress(
                interfaceIndex, address, prefixLength, null, null, GLOBAL, 0, "", FOREVER, FOREVER);
    }

    /// Returns whether both are the same address of the same interface: what the kernel takes for
    /// one.
    public boolean sameAs(InterfaceAddress other) {
        return interfaceIndex == other.interfaceIndex
                && prefixLength == other.prefixLength
                && address.equals(other.address);
    }
}
