package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`.
///
/// @param prefixLength 0-32 or 0-128
/// @param peer point-to-point peer, null for none; `prefixLength` is then the peer's
/// @param device interface; null means the instance's
/// @param scope IPv4 scope number (0 global, 253 link, 254 host)
/// @param broadcast IPv4 broadcast, already computed from `+` or `-`; null for none
/// @param label IPv4 label, null for none
/// @param preferredLifetimeSeconds null for the default, 4294967295 for `forever`
/// @param trackGroup `track_group` of a static address, null for none
public record VirtualAddress(
        IpAddress address,
        int prefixLength,
        @Nullable IpAddress peer,
        @Nullable String device,
        int scope,
        @Nullable IpAddress broadcast,
        @Nullable String label,
        @Nullable Long preferredLifetimeSeconds,
        Set<Flag> flags,
        @Nullable String trackGroup) {

    /// Options that are a single word.
    public enum Flag {
        /// Marks a home address (IPv6).
        HOME("home"),
        /// Leaves duplicate address detection on (IPv6).
        DUPLICATE_ADDRESS_DETECTION("-nodad"),
        /// Makes temporary addresses from it (IPv6).
        MANAGE_TEMPORARY("mngtmpaddr"),
        /// Makes no route for the prefix.
        NO_PREFIX_ROUTE("noprefixroute"),
        /// Joins the multicast group of the address.
        AUTO_JOIN("autojoin"),
        /// It does not matter when others remove the address.
        NO_TRACK("no_track"),
        /// Puts the address on a macvlan of its own.
        USE_VMAC("use_vmac"),
        /// Sets a static address only while all virtual servers with it have their quorum. Ours:
        /// keepalived has no such option.
        WHILE_QUORUM("while_quorum");

        private final String word;

        Flag(String word) {
            this.word = word;
        }

        /// Returns the option as written.
        public String word() {
            return word;
        }
    }

    public VirtualAddress {
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    /// Returns whether an option was given.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
