package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.machine.Action.GroupNews;
import dev.upkeep.vrrp.machine.Event.Decision;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// How the members of a sync group move together: one in fault and all are, one backup and all are,
/// master only when the last member wants to be.
public final class SyncGroupRule {

    private SyncGroupRule() {}

    /// What the group does about news of a member.
    ///
    /// @param members the states of all members, the one with the news included
    /// @return null when nothing changes
    public static @Nullable Decision decide(GroupNews news, Collection<RouterState> members) {
        return switch (news) {
            case WANTS_MASTER ->
                    members.stream().allMatch(SyncGroupRule::ready) ? Decision.MASTER : null;
            case BACKUP -> Decision.BACKUP;
            case FAULT -> Decision.FAULT;
            case RECOVERED ->
                    members.stream().allMatch(member -> member.faults().isEmpty())
                            ? Decision.RECOVERED
                            : null;
            case LOWER_PRIORITY_HEARD -> Decision.ANNOUNCE;
        };
    }

    private static boolean ready(RouterState member) {
        return switch (member.role()) {
            case Role.Master() -> true;
            case Role.Backup backup -> backup.wantsMaster();
            case Role.Initial(), Role.Faulty() -> false;
        };
    }
}
