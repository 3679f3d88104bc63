package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Role.Backup;
import dev.upkeep.vrrp.machine.Role.Faulty;
import dev.upkeep.vrrp.machine.Role.Initial;
import dev.upkeep.vrrp.machine.Role.Master;
import dev.upkeep.vrrp.machine.Role.PreemptDelay;
import dev.upkeep.vrrp.machine.Role.Silence;
import org.jspecify.annotations.Nullable;

/// Writes and reads the role of a router, apart from its environment, as a line of text and back: a
/// flight record begins in the middle of a life, and a scenario goes on from there.
public final class RoleText {

    private RoleText() {}

    /// Returns the line of a state: its role with what belongs to it, and the conflict with another
    /// owner.
    public static String of(RouterState state) {
        String role =
                switch (state.role()) {
                    case Initial(boolean started, boolean resuming) ->
                            "INIT started %s resuming %s".formatted(started, resuming);
                    case Backup backup ->
                            "BACKUP interval %dus master %s delay %s silence %s discarded %d"
                                    .formatted(
                                            backup.masterInterval().toNanos() / 1000,
                                            backup.master() == null ? "none" : backup.master(),
                                            backup.preemptDelay(),
                                            backup.silence(),
                                            backup.discarded());
                    case Master(int inInterval, int inARow, var silent) ->
                            "MASTER heard %d row %d silent %s"
                                    .formatted(
                                            inInterval, inARow, silent == null ? "none" : silent);
                    case Faulty() -> "FAULT";
                };
        return role + " conflict " + state.conflict();
    }

    /// Reads a line.
    ///
    /// @param environment of the state
    /// @throws IllegalArgumentException for anything else than [#of] writes
    public static RouterState parse(String line, Environment environment) {
        String[] words = line.split(" ", -1);
        try {
            Role role =
                    switch (words[0]) {
                        case "INIT" ->
                                new Initial(
                                        Boolean.parseBoolean(words[2]),
                                        Boolean.parseBoolean(words[4]));
                        case "BACKUP" ->
                                new Backup(
                                        EventText.duration(words[2]),
                                        address(words[4]),
                                        PreemptDelay.valueOf(words[6]),
                                        Silence.valueOf(words[8]),
                                        Integer.parseInt(words[10]));
                        case "MASTER" ->
                                new Master(
                                        Integer.parseInt(words[2]),
                                        Integer.parseInt(words[4]),
                                        address(words[6]));
                        case "FAULT" -> new Faulty();
                        default -> throw new IllegalArgumentException("role: got " + words[0]);
                    };
            return new RouterState(
                    role, environment, OwnerConflict.valueOf(words[words.length - 1]));
        } catch (IndexOutOfBoundsException shortLine) {
            throw new IllegalArgumentException("role: words are missing: " + line, shortLine);
        }
    }

    private static @Nullable IpAddress address(String word) {
        return word.equals("none") ? null : IpAddress.parse(word);
    }
}
