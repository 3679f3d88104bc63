package dev.upkeep.app.control;

import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerStatus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Answers about servers as lines. Pure.
public final class ServerLines {

    private ServerLines() {}

    /// One line for each server, `key=value` in each word; or a sentence.
    public static Answer of(ServerAnswer answer) {
        return switch (answer) {
            case ServerAnswer.Listed(var servers) ->
                    Answer.done(servers.stream().map(ServerLines::line).toList());
            case ServerAnswer.Changed changed -> Answer.done(List.of(sentence(changed)));
            case ServerAnswer.Refused(String reason) -> Answer.refused(reason);
        };
    }

    private static String line(ServerStatus status) {
        var connections = status.connections();
        return "virtual="
                + RequestWord.encode(status.service().toString())
                + " real="
                + status.server()
                + " health="
                + health(status)
                + " weight="
                + status.weight()
                + " effective="
                + orDash(status.effectiveWeight())
                + " state="
                + status.condition().name().toLowerCase(Locale.ROOT)
                + " active="
                + orDash(connections == null ? null : connections.active())
                + " inactive="
                + orDash(connections == null ? null : connections.inactive())
                + " total="
                + orDash(connections == null ? null : connections.total())
                + " in_bytes="
                + orDash(connections == null ? null : connections.inBytes())
                + " out_bytes="
                + orDash(connections == null ? null : connections.outBytes());
    }

    /// A server whose check cannot run is neither up nor down: nobody looks.
    private static String health(ServerStatus status) {
        if (status.unchecked()) {
            return "unchecked";
        }
        return status.up() ? "up" : "down";
    }

    private static String orDash(@Nullable Number number) {
        return number == null ? "-" : number.toString();
    }

    private static String sentence(ServerAnswer.Changed changed) {
        String state =
                switch (changed.adminState()) {
                    case ENABLED -> "enabled";
                    case DRAINING -> "draining";
                    case DISABLED -> "disabled";
                };
        return changed.server()
                + " of "
                + changed.service()
                + (changed.news() ? " is " + state : " was " + state + " already");
    }
}
