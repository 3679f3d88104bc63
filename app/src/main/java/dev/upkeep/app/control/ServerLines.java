package dev.upkeep.app.control;

import dev.upkeep.app.status.ServiceSnapshots;
import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers about servers as lines. Pure.
public final class ServerLines {

    /// Virtual servers named beside a server; it may share a check with thousands.
    private static final int NAMED_SHARERS = 3;

    private ServerLines() {}

    /// One line for each server, `key=value` in each word; or a sentence.
    public static Answer of(ServerAnswer answer) {
        return switch (answer) {
            case ServerAnswer.Listed(var servers) ->
                    Answer.done(servers.stream().map(ServerLines::line).toList());
            case ServerAnswer.Changed changed -> Answer.done(List.of(sentence(changed)));
            case ServerAnswer.Weighed weighed -> Answer.done(List.of(sentence(weighed)));
            case ServerAnswer.Checks(var checks) ->
                    Answer.done(checks.stream().map(ServerLines::line).toList());
            case ServerAnswer.Report(var lines, boolean passed) ->
                    new Answer(lines, passed ? null : "a check has not passed");
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
                + ServiceSnapshots.health(status)
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
                + orDash(connections == null ? null : connections.counters().connections())
                + " in_bytes="
                + orDash(connections == null ? null : connections.counters().inBytes())
                + " out_bytes="
                + orDash(connections == null ? null : connections.counters().outBytes())
                + " shares="
                + sharers(status);
    }

    /// The first of the virtual servers that share a check, and the number of the others.
    private static String sharers(ServerStatus status) {
        List<ServiceName> all = status.sharers();
        if (all.isEmpty()) {
            return "-";
        }
        String first =
                all.stream()
                        .limit(NAMED_SHARERS)
                        .map(ServiceName::toString)
                        .collect(Collectors.joining(","));
        int others = all.size() - NAMED_SHARERS;
        return RequestWord.encode(others > 0 ? first + ",+" + others : first);
    }

    private static String line(CheckStatus status) {
        CheckStatus.Result last = status.last();
        return "virtual="
                + RequestWord.encode(status.service().toString())
                + " real="
                + status.server()
                + " check="
                + RequestWord.encode(status.check())
                + " verdict="
                + (status.up() ? "up" : "down")
                + " took_ms="
                + (last == null ? "-" : decimal(last.took().toNanos() / 1e6))
                + " ago_s="
                + (last == null ? "-" : decimal(last.ago().toNanos() / 1e9))
                + " history="
                + (last == null ? "-" : ServiceSnapshots.history(status))
                + " certificate="
                + (status.certificateExpires() == null ? "-" : status.certificateExpires())
                + " last="
                + RequestWord.encode(last == null ? "-" : last.detail());
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String orDash(@Nullable Number number) {
        return number == null ? "-" : number.toString();
    }

    private static String sentence(ServerAnswer.Weighed weighed) {
        return weighed.server()
                + " of "
                + weighed.service()
                + (weighed.effective() ? " has " : " had ")
                + (weighed.weight() == null
                        ? "its configured weight"
                        : "weight " + weighed.weight())
                + (weighed.effective() ? "" : " already");
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
                + (changed.effective() ? " is " + state : " was " + state + " already");
    }
}
