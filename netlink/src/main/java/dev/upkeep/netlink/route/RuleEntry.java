package dev.upkeep.netlink.route;

import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// A rule of policy routing (`RTM_NEWRULE`, `struct fib_rule_hdr`), in the terms of ip-rule(8): a
/// selector of packets, and what is done with those that match.
///
/// @param preference priority of the rule, unsigned 32 bits; the lowest is asked first
/// @param protocol `RTPROT_*`: who made it
public record RuleEntry(
        Family family, long preference, Selector selector, Action action, int protocol) {

    /// The packets that a rule applies to. What is null does not select.
    ///
    /// @param inverted selects what the other components do not (`not`)
    /// @param from source of the packet, null for all
    /// @param to destination of the packet, null for all
    /// @param tos type of service, 0 for any
    /// @param tunnelId identifier of the tunnel through which the packet came
    /// @param users user identifiers of the sending process (`uidrange`)
    public record Selector(
            boolean inverted,
            @Nullable Prefix from,
            @Nullable Prefix to,
            int tos,
            @Nullable Mark mark,
            @Nullable String inputInterface,
            @Nullable String outputInterface,
            @Nullable Long tunnelId,
            @Nullable Range users,
            Transport transport) {

        /// All packets between two prefixes.
        public static Selector of(@Nullable Prefix from, @Nullable Prefix to) {
            return new Selector(false, from, to, 0, null, null, null, null, null, Transport.ANY);
        }
    }

    /// The transport protocol that a rule selects.
    ///
    /// @param protocol `IPPROTO_*` (`ipproto`)
    /// @param sourcePorts ports, 0-65535 (`sport`)
    /// @param destinationPorts ports, 0-65535 (`dport`)
    public record Transport(
            @Nullable Integer protocol,
            @Nullable Range sourcePorts,
            @Nullable Range destinationPorts) {

        /// Every protocol and port.
        public static final Transport ANY = new Transport(null, null, null);
    }

    /// A firewall mark under a mask, both unsigned 32 bits.
    public record Mark(int value, int mask) {}

    /// A range, both ends included.
    public record Range(long first, long last) {}

    /// What is done with the packets of a rule.
    ///
    /// @param type `FR_ACT_*`
    /// @param table routing table for [#TO_TABLE], 0 for none
    /// @param layer3Master looks up in the table of the VRF (`l3mdev`)
    /// @param target preference of the rule to go on at, for [#GOTO]
    /// @param realms `source << 16 | destination`, 0 for none
    /// @param suppressPrefixLength ignores routes with a prefix of this length or shorter
    /// @param suppressGroup ignores routes through interfaces of this group (`suppress_ifgroup`)
    public record Action(
            int type,
            long table,
            boolean layer3Master,
            @Nullable Long target,
            int realms,
            @Nullable Integer suppressPrefixLength,
            @Nullable Long suppressGroup) {

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

        /// Returns an action that needs no more than its type.
        public static Action of(int type) {
            return new Action(type, 0, false, null, 0, null, null);
        }

        /// Returns the action to look up the route in a table.
        public static Action lookUp(long table) {
            return new Action(TO_TABLE, table, false, null, 0, null, null);
        }
    }
}
