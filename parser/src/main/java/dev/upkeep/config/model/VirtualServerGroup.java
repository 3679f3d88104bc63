package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `virtual_server_group`: addresses, ranges and firewall marks served alike.
public record VirtualServerGroup(String name, List<Member> members) {

    public VirtualServerGroup {
        members = List.copyOf(members);
    }

    /// Returns whether all members are firewall marks, which have no protocol.
    public boolean onlyMarks() {
        return members.stream().allMatch(Member.FirewallMark.class::isInstance);
    }

    /// Returns whether an address is in one of the ranges of the group.
    public boolean covers(IpAddress address) {
        return members.stream()
                .anyMatch(member ->
                        member instanceof Member.AddressRange range && range.covers(address));
    }

    /// A line of the group.
    public sealed interface Member {

        /// The family it serves; null when that is the service's family.
        @Nullable Family family();

        /// Consecutive addresses, both ends included; port 0 when none was given.
        record AddressRange(IpAddress first, IpAddress last, int port) implements Member {
            @Override
            public Family family() {
                return first.family();
            }

            boolean covers(IpAddress address) {
                return address.family() == first.family()
                        && first.compareTo(address) <= 0
                        && address.compareTo(last) <= 0;
            }
        }

        /// A firewall mark (unsigned 32 bits); family null means the service's.
        record FirewallMark(int mark, @Nullable Family family) implements Member {}
    }
}
