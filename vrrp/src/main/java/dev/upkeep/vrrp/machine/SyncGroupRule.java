package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.machine.Event.Decision;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Moves the members of a sync group together: one in fault and all are, one backup and all are,
/// master only when the last member wants to be. A function of the members' states, whatever
/// brought them there: an event, a reload that adds or removes a member, the start.
public final class SyncGroupRule {

    private SyncGroupRule() {}

    /// The common state of the members, in the order of precedence.
    public enum Level {
        /// No member has begun.
        INITIAL,
        /// A member is in fault.
        FAULT,
        /// All members are master.
        MASTER,
        /// None of these.
        BACKUP
    }

    /// Returns the event that brings the members together.
    ///
    /// @return null when they are
    public static @Nullable Decision decide(Collection<RouterState> members) {
        if (members.stream().anyMatch(SyncGroupRule::hasFault)) {
            return members.stream().anyMatch(SyncGroupRule::takesPart) ? Decision.FAULT : null;
        }
        if (members.stream().anyMatch(member -> member.role() instanceof Role.Faulty)) {
            boolean determined = members.stream().allMatch(member -> member.environment().usable());
            return determined ? Decision.RECOVERED : null;
        }
        if (members.stream().allMatch(SyncGroupRule::isMaster)
                || members.stream().anyMatch(SyncGroupRule::isResuming)) {
            return null;
        }
        if (members.stream().allMatch(SyncGroupRule::ready)) {
            return Decision.MASTER;
        }
        return members.stream().anyMatch(SyncGroupRule::isMaster) ? Decision.BACKUP : null;
    }

    /// Returns the level of the group as a whole.
    public static Level level(Collection<RouterState> members) {
        if (members.stream().anyMatch(member -> member.role() instanceof Role.Faulty)) {
            return Level.FAULT;
        }
        if (members.stream().allMatch(member -> member.role() instanceof Role.Initial)) {
            return Level.INITIAL;
        }
        return members.stream().allMatch(SyncGroupRule::isMaster) ? Level.MASTER : Level.BACKUP;
    }

    private static boolean hasFault(RouterState member) {
        return switch (member.role()) {
            case Role.Initial initial -> initial.started() && !member.faults().isEmpty();
            case Role.Backup _, Role.Master _, Role.Faulty _ -> !member.faults().isEmpty();
        };
    }

    private static boolean takesPart(RouterState member) {
        return switch (member.role()) {
            case Role.Initial initial -> initial.started();
            case Role.Backup _, Role.Master _ -> true;
            case Role.Faulty _ -> false;
        };
    }

    /// It is master in a moment, or gives up the attempt: the others wait.
    private static boolean isResuming(RouterState member) {
        return member.role() instanceof Role.Initial initial && initial.resuming();
    }

    private static boolean isMaster(RouterState member) {
        return member.role() instanceof Role.Master;
    }

    private static boolean ready(RouterState member) {
        return switch (member.role()) {
            case Role.Master _ -> true;
            case Role.Backup backup -> backup.wantsMaster();
            case Role.Initial _, Role.Faulty _ -> false;
        };
    }
}
