package dev.upkeep.netlink.route;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// A rule of policy routing (`RTM_NEWRULE`). What is null does not select.
///
/// @param action `FR_ACT_*`
/// @param preference priority of the rule
/// @param table for [#TO_TABLE], 0 for none
/// @param inverted selects what the selectors do not (`not`)
/// @param realms `source << 16 | destination`, 0 for none
/// @param target preference of the rule to go on at, for [#GOTO]
/// @param layer3Master look up in the table of the VRF (`l3mdev`)
public record RuleEntry(
        Family family,
        int action,
        long preference,
        long table,
        @Nullable IpAddress from,
        int fromPrefixLength,
        @Nullable IpAddress to,
        int toPrefixLength,
        int tos,
        boolean inverted,
        @Nullable Mark mark,
        int realms,
        @Nullable Integer suppressPrefixLength,
        @Nullable Long suppressGroup,
        @Nullable String inputInterface,
        @Nullable String outputInterface,
        @Nullable Long tunnelId,
        @Nullable Range users,
        boolean layer3Master,
        int protocol,
        @Nullable Integer ipProtocol,
        @Nullable Range sourcePorts,
        @Nullable Range destinationPorts,
        @Nullable Long target) {

    /// `FR_ACT_TO_TBL`.
    public static final int TO_TABLE = 1;

    /// `FR_ACT_GOTO`.
    public static final int GOTO = 2;

    /// `FR_ACT_NOP`.
    public static final int NOP = 3;

    /// `FR_ACT_BLACKHOLE`.
    public static final int BLACKHOLE = 6;

    /// `FR_ACT_UNREACHABLE`.
    public static final int UNREACHABLE = 7;

    /// `FR_ACT_PROHIBIT`.
    public static final int PROHIBIT = 8;

    /// A firewall mark under a mask, both unsigned 32 bits.
    public record Mark(int value, int mask) {}

    /// A range, both ends included.
    public record Range(long first, long last) {}
}
