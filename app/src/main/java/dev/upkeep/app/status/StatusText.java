package dev.upkeep.app.status;

import dev.upkeep.app.status.InstanceSnapshot.PartSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.VipSnapshot;
import dev.upkeep.app.status.ProxySnapshot.ProxyServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.CheckSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.TrafficSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A snapshot as text for a terminal: tables where they fit, lists where they do not.
public final class StatusText {

    private static final String NONE = "-";

    private final DaemonSnapshot now;
    private final int columns;
    private final TextStyle style;
    private final StringBuilder out = new StringBuilder();

    private StatusText(DaemonSnapshot now, int columns, boolean colour) {
        this.now = now;
        this.columns = columns;
        this.style = new TextStyle(colour);
    }

    /// Returns the text, with an end of line at its end.
    ///
    /// @param columns how wide lines may be; what cannot be shorter goes over it
    /// @param colour whether states have colours
    public static String of(DaemonSnapshot now, int columns, boolean colour) {
        StatusText text = new StatusText(now, columns, colour);
        text.daemon();
        text.instances();
        text.services();
        text.proxies();
        text.trackedObjects();
        text.sessions();
        text.kernel();
        return text.out.toString();
    }

    /// Returns the priority of an instance with its parts: `140 = 100 + 40 (script chk is up)`.
    public static String priority(InstanceSnapshot instance) {
        var priority = instance.priority();
        StringBuilder text = new StringBuilder().append(priority.effective());
        List<String> parts = new ArrayList<>();
        if (instance.held()) {
            parts.add("held back by the operator, configured " + priority.configured());
        } else if (priority.operator() != null) {
            parts.add("set by the operator, configured " + priority.configured());
        }
        boolean sum = false;
        StringBuilder terms = new StringBuilder();
        for (PartSnapshot part : priority.tracked()) {
            if (part.adds() != 0) {
                sum = true;
                terms.append(part.adds() > 0 ? " + " : " - ")
                        .append(Math.abs(part.adds()))
                        .append(" (")
                        .append(part.kind())
                        .append(' ')
                        .append(part.name())
                        .append(" is ")
                        .append(part.state())
                        .append(')');
            }
        }
        if (sum) {
            Integer operator = priority.operator();
            int base = instance.held() ? 1 : operator == null ? priority.configured() : operator;
            text.append(" = ").append(base).append(terms);
        }
        parts.forEach(part -> text.append(", ").append(part));
        return text.toString();
    }

    private void daemon() {
        line(
                style.strong(now.node())
                        + "  Upkeep "
                        + now.version()
                        + "  pid "
                        + now.pid()
                        + "  up "
                        + since(now.started())
                        + "  "
                        + now.configuration());
    }

    private void instances() {
        List<List<String>> rows = new ArrayList<>();
        for (InstanceSnapshot each : now.instances()) {
            rows.add(
                    List.of(
                            each.name(),
                            style.state(each.state()),
                            since(each.since()),
                            priority(each),
                            each.master() == null ? NONE : each.master(),
                            each.addresses().isEmpty()
                                    ? NONE
                                    : String.join(
                                            ", ",
                                            each.addresses().stream().map(this::vip).toList()),
                            each.faults().isEmpty()
                                    ? each.reason()
                                    : String.join(", ", each.faults())));
        }
        table(
                "VRRP",
                List.of("INSTANCE", "STATE", "FOR", "PRIORITY", "MASTER", "ADDRESSES", "WHY"),
                rows);
        for (InstanceSnapshot each : now.instances()) {
            each.differences().forEach(one -> line(each.name() + ": " + one.text()));
        }
    }

    private String vip(VipSnapshot vip) {
        return vip.device() == null ? vip.address() : vip.address() + " " + vip.device();
    }

    private void services() {
        for (ServiceSnapshot service : now.virtualServers()) {
            out.append('\n');
            TrafficSnapshot traffic = service.traffic();
            line(
                    style.strong(service.name())
                            + label(service.label())
                            + "  "
                            + service.scheduler()
                            + "  quorum "
                            + service.quorum()
                            + " of "
                            + service.live()
                            + " "
                            + style.state(service.quorumUp() ? "up" : "lost")
                            + (service.sorryServes()
                                    ? "  sorry server " + service.sorryServer() + " serves"
                                    : "")
                            + (service.removed() ? "  removed, finishes its connections" : "")
                            + (traffic == null
                                    ? ""
                                    : "  "
                                            + traffic.connections()
                                            + " connections, in "
                                            + bytes(traffic.inBytes())
                                            + ", out "
                                            + bytes(traffic.outBytes())));
            List<List<String>> rows = new ArrayList<>();
            service.servers().forEach(server -> rows.add(row(server)));
            table(
                    null,
                    List.of(
                            "  REAL",
                            "HEALTH",
                            "STATE",
                            "WEIGHT",
                            "ACTIVE",
                            "INACTIVE",
                            "CHECKS",
                            "WHY"),
                    rows);
        }
    }

    private void proxies() {
        for (ProxySnapshot proxy : now.proxies()) {
            out.append('\n');
            line(
                    style.strong(proxy.name())
                            + label(proxy.label())
                            + "  HAProxy "
                            + style.state(proxy.state())
                            + "  "
                            + proxy.sessions()
                            + " sessions, "
                            + proxy.connections()
                            + " connections, in "
                            + bytes(proxy.inBytes())
                            + ", out "
                            + bytes(proxy.outBytes()));
            List<List<String>> rows = new ArrayList<>();
            for (ProxyServerSnapshot server : proxy.servers()) {
                rows.add(
                        List.of(
                                "  " + server.name() + label(server.label()),
                                style.state(server.health()),
                                style.state(server.state()),
                                Long.toString(server.weight()),
                                Long.toString(server.sessions()),
                                server.why()));
            }
            table(null, List.of("  SERVER", "HEALTH", "STATE", "WEIGHT", "SESSIONS", "WHY"), rows);
        }
    }

    private static String label(@Nullable String label) {
        return label == null ? "" : " (" + label + ")";
    }

    private List<String> row(ServerSnapshot server) {
        var connections = server.connections();
        Integer effective = server.effectiveWeight();
        return List.of(
                "  " + server.name() + label(server.label()),
                style.state(server.health()),
                style.state(server.state()),
                effective == null
                        ? NONE
                        : effective == server.weight()
                                ? effective.toString()
                                : effective + " of " + server.weight(),
                connections == null ? NONE : Long.toString(connections.active()),
                connections == null ? NONE : Long.toString(connections.inactive()),
                server.checks().isEmpty()
                        ? NONE
                        : String.join(" ", server.checks().stream().map(this::check).toList()),
                server.why());
    }

    /// The last attempts, the newest first, and when the last one ended.
    private String check(CheckSnapshot check) {
        Double ago = check.agoSeconds();
        return ago == null
                ? NONE
                : check.history() + " " + duration(Duration.ofMillis((long) (ago * 1000)));
    }

    private void trackedObjects() {
        table(
                "TRACKED",
                List.of("KIND", "NAME", "STATE", "INSTANCES"),
                now.scripts().stream()
                        .map(each ->
                                List.of(
                                        each.kind(),
                                        each.name(),
                                        style.state(each.state()),
                                        String.join(", ", each.instances())))
                        .toList());
    }

    private void sessions() {
        table(
                "BFD",
                List.of("SESSION", "NEIGHBOUR", "STATE", "REMOTE", "WHY"),
                now.bfd().stream()
                        .map(each ->
                                List.of(
                                        each.name(),
                                        each.neighbor(),
                                        style.state(each.state()),
                                        each.remoteState(),
                                        each.diagnostic()))
                        .toList());
    }

    private void kernel() {
        out.append('\n');
        ReconcileSnapshot reconcile = now.reconcile();
        if (reconcile != null) {
            String last = reconcile.last();
            line(
                    "kernel's IPVS table: "
                            + style.state(reconcile.inSync() ? "in sync" : "out of sync")
                            + (last == null ? "" : ", compared " + since(last) + " ago")
                            + ", "
                            + reconcile.repairs()
                            + " repairs, "
                            + reconcile.refusals()
                            + " refusals");
        }
        ReloadSnapshot reload = now.lastReload();
        if (reload != null) {
            reload(reload);
        }
        for (LoopSnapshot loop : now.loops()) {
            line(
                    String.format(
                            Locale.ROOT,
                            "%s loop: %d timers, the latest %.1f ms late%s",
                            loop.name(),
                            loop.timers(),
                            loop.worstSeconds() * 1e3,
                            causes(loop)));
        }
    }

    private static String causes(LoopSnapshot loop) {
        return loop.late().isEmpty()
                ? ""
                : loop.late().stream()
                        .map(each -> each.timers() + " " + each.cause())
                        .collect(Collectors.joining(", ", "; more than 1 ms: ", ""));
    }

    private void reload(ReloadSnapshot reload) {
        String text = "last reload: " + since(reload.at()) + " ago, ";
        if (reload.rolledBack()) {
            text += style.state("rolled back");
        } else if (reload.refused() != null) {
            text += style.state("refused") + ": " + reload.refused();
        } else if (reload.verified() == null) {
            text += "not compared with the kernel yet";
        } else if (reload.verified()) {
            text += "the kernel " + style.state("agrees");
        } else {
            text += "the kernel " + style.state("deviates");
        }
        line(text);
        reload.deviations().forEach(each -> line("  " + each));
        String until = reload.confirmUntil();
        if (until != null) {
            line(
                    "  "
                            + style.state("unconfirmed")
                            + ": rolled back in "
                            + duration(
                                    Duration.between(Instant.parse(now.at()), Instant.parse(until)))
                            + " unless `upkeep confirm` follows");
        }
    }

    private void table(@Nullable String title, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (title != null) {
            out.append('\n');
        }
        out.append(TextTable.of(heads, rows, columns, style));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private String since(String moment) {
        return duration(Duration.between(Instant.parse(moment), Instant.parse(now.at())));
    }

    /// Returns the two largest units: `3 h 5 min`.
    static String duration(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    /// With a binary prefix.
    static String bytes(long count) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double value = count;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
