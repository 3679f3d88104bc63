package dev.upkeep.app.status;

import dev.upkeep.app.status.ServiceSnapshot.CheckSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ConnectionsSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.TrafficSnapshot;
import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.reconcile.ReconcileStatus;
import dev.upkeep.net.PrintableText;
import dev.upkeep.netlink.ipvs.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes snapshots of virtual servers.
public final class ServiceSnapshots {

    private static final double NANOS = 1e9;

    private ServiceSnapshots() {}

    /// Takes the snapshot of a virtual server.
    public static ServiceSnapshot of(PoolStatus pool) {
        ServerName sorry = pool.sorryServer();
        Map<ServerName, List<CheckStatus>> checks = new HashMap<>();
        pool.checks()
                .forEach(check ->
                        checks.computeIfAbsent(check.server(), _ -> new ArrayList<>()).add(check));
        PoolStatus.QuorumStatus quorum = pool.quorum();
        return new ServiceSnapshot(
                pool.name().toString(),
                label(pool.label()),
                pool.scheduler(),
                quorum.required(),
                quorum.hysteresis(),
                quorum.live(),
                quorum.up(),
                sorry == null ? null : sorry.toString(),
                sorry != null && !quorum.up() && !pool.removed(),
                pool.removed(),
                traffic(pool.traffic()),
                pool.servers().stream()
                        .map(server ->
                                server(server, checks.getOrDefault(server.server(), List.of())))
                        .toList());
    }

    /// Takes the snapshot of the comparisons with the kernel.
    public static ReconcileSnapshot of(ReconcileStatus status) {
        return new ReconcileSnapshot(
                status.comparisons(),
                status.repairs(),
                status.refusals(),
                !status.outOfSync(),
                status.last() == null ? null : status.last().toString(),
                status.lastDifferences(),
                seconds(status.lastTook()));
    }

    /// `up`, `down`, or `unchecked`: a server whose check cannot run is neither, as nobody looks.
    public static String health(ServerStatus status) {
        if (status.unchecked()) {
            return "unchecked";
        }
        return status.up() ? "up" : "down";
    }

    /// Returns the last attempts of a check, the newest first: `+` passed, `-` failed, `?` neither.
    public static String history(CheckStatus status) {
        StringBuilder text = new StringBuilder();
        for (CheckStatus.Result result : status.history()) {
            text.append(
                    switch (result.outcome()) {
                        case PASSED -> '+';
                        case FAILED -> '-';
                        case UNJUDGED -> '?';
                    });
        }
        return text.toString();
    }

    private static @Nullable String label(@Nullable String configured) {
        return configured == null ? null : PrintableText.of(configured);
    }

    private static @Nullable TrafficSnapshot traffic(@Nullable Counters counters) {
        return counters == null
                ? null
                : new TrafficSnapshot(
                        counters.connections(),
                        counters.inPackets(),
                        counters.outPackets(),
                        counters.inBytes(),
                        counters.outBytes(),
                        counters.connectionRate(),
                        counters.inByteRate(),
                        counters.outByteRate());
    }

    private static ServerSnapshot server(ServerStatus status, List<CheckStatus> checks) {
        var connections = status.connections();
        return new ServerSnapshot(
                status.server().toString(),
                label(status.label()),
                health(status),
                status.condition().name().toLowerCase(Locale.ROOT),
                status.weight(),
                status.effectiveWeight(),
                why(status, checks),
                connections == null
                        ? null
                        : new ConnectionsSnapshot(
                                connections.active(),
                                connections.inactive(),
                                connections.counters().connections(),
                                connections.counters().inPackets(),
                                connections.counters().outPackets(),
                                connections.counters().inBytes(),
                                connections.counters().outBytes()),
                checks.stream().map(ServiceSnapshots::check).toList());
    }

    /// The operator first, then the check that is down, then the one that cannot run.
    private static String why(ServerStatus status, List<CheckStatus> checks) {
        switch (status.condition()) {
            case DRAINING -> {
                return "drained by the operator";
            }
            case DISABLED -> {
                return "disabled by the operator";
            }
            case REMOVED -> {
                return "removed by a reload, finishes its connections";
            }
            case ENABLED -> {}
        }
        if (checks.isEmpty()) {
            return "no check is configured";
        }
        for (CheckStatus check : checks) {
            if (!check.up()) {
                return sentence(check, "failed");
            }
        }
        if (status.unchecked()) {
            for (CheckStatus check : checks) {
                CheckStatus.Result last = check.last();
                if (last != null && last.outcome() == CheckStatus.Outcome.UNJUDGED) {
                    return sentence(check, "cannot run");
                }
            }
        }
        return checks.size() == 1 ? "its check passed" : "all checks passed";
    }

    private static String sentence(CheckStatus check, String what) {
        CheckStatus.Result last = check.last();
        String begin = check.check() + " " + what;
        return PrintableText.of(
                last == null || last.detail().isEmpty() ? begin : begin + ": " + last.detail());
    }

    private static CheckSnapshot check(CheckStatus status) {
        CheckStatus.Result last = status.last();
        return new CheckSnapshot(
                PrintableText.of(status.check()),
                status.up(),
                last == null ? null : seconds(last.took()),
                last == null ? null : seconds(last.ago()),
                last == null ? "" : PrintableText.of(last.detail()),
                history(status),
                status.certificateExpires() == null
                        ? null
                        : status.certificateExpires().toString());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
