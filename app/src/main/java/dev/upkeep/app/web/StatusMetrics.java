package dev.upkeep.app.web;

import dev.upkeep.app.status.BfdSnapshot;
import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.GcSnapshot;
import dev.upkeep.app.status.InstanceSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.VipSnapshot;
import dev.upkeep.app.status.LateSnapshot;
import dev.upkeep.app.status.LoopSnapshot;
import dev.upkeep.app.status.ReconcileSnapshot;
import dev.upkeep.app.status.ReloadSnapshot;
import dev.upkeep.app.status.ServiceSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.CheckSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ConnectionsSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.TrafficSnapshot;
import dev.upkeep.app.status.TrackedSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A snapshot as metrics: our own, `upkeep_*`, and those of both common exporters of keepalived
/// under their names and labels.
///
/// Longer than other files, as it is a list: one call for each metric, with its name and help.
final class StatusMetrics {

    /// States by the numbers of keepalived's JSON dump.
    private static final List<String> STATES = List.of("INIT", "BACKUP", "MASTER", "FAULT");

    /// Counters of an instance: keepalived's key, the name in mehdy/keepalived-exporter, help. The
    /// name in gen2brain/keepalived_exporter is the key with `keepalived_vrrp_` before it.
    private static final List<List<String>> COUNTERS =
            List.of(
                    List.of("advert_rcvd", "advertisements_received", "Advertisements received."),
                    List.of("advert_sent", "advertisements_sent", "Advertisements sent."),
                    List.of("become_master", "become_master", "Times it became master."),
                    List.of("release_master", "release_master", "Times it released mastership."),
                    List.of("packet_len_err", "packet_length_errors", "Packets of a wrong length."),
                    List.of(
                            "advert_interval_err",
                            "advertisements_interval_errors",
                            "Advertisements with another interval."),
                    List.of("ip_ttl_err", "ip_ttl_errors", "Packets that came over a router."),
                    List.of(
                            "invalid_type_rcvd",
                            "invalid_type_received",
                            "Packets of an unknown type."),
                    List.of(
                            "addr_list_err",
                            "address_list_errors",
                            "Advertisements with other addresses."),
                    List.of(
                            "invalid_authtype",
                            "authentication_invalid",
                            "Packets of an unknown authentication type."),
                    List.of(
                            "authtype_mismatch",
                            "authentication_mismatch",
                            "Packets of another authentication type."),
                    List.of(
                            "auth_failure",
                            "authentication_failure",
                            "Packets that failed authentication."),
                    List.of(
                            "pri_zero_rcvd",
                            "priority_zero_received",
                            "Advertisements with priority 0 received."),
                    List.of(
                            "pri_zero_sent",
                            "priority_zero_sent",
                            "Advertisements with priority 0 sent."));

    private final MetricFamilies out = new MetricFamilies();

    private StatusMetrics() {}

    /// Converts a snapshot to metrics.
    static MetricSnapshots of(DaemonSnapshot now) {
        StatusMetrics metrics = new StatusMetrics();
        metrics.daemon(now);
        now.instances().forEach(metrics::instance);
        now.scripts().forEach(metrics::tracked);
        now.virtualServers().forEach(metrics::service);
        metrics.destinations(now.virtualServers());
        now.bfd().forEach(metrics::session);
        now.loops().forEach(metrics::loop);
        now.gc().forEach(metrics::collector);
        return metrics.out.snapshots();
    }

    private void daemon(DaemonSnapshot now) {
        out.gauge("keepalived_up", "Whether the daemon answers.", 1);
        out.gauge("upkeep_build_info", "Version of Upkeep.", 1, "version", now.version());
        out.gauge(
                "upkeep_start_time_seconds",
                "When the daemon started, in seconds since 1970.",
                epoch(now.started()));
        ReconcileSnapshot reconcile = now.reconcile();
        if (reconcile != null) {
            out.counter(
                    "upkeep_reconcile_comparisons",
                    "Comparisons of the kernel's IPVS table with the desired one.",
                    reconcile.comparisons());
            out.counter(
                    "upkeep_reconcile_repairs",
                    "Changes by others that were mended.",
                    reconcile.repairs());
            out.counter(
                    "upkeep_reconcile_refusals",
                    "Requests that the kernel refused.",
                    reconcile.refusals());
            out.gauge(
                    "upkeep_reconcile_in_sync",
                    "Whether the kernel is known to have what is desired.",
                    number(reconcile.inSync()));
            out.gauge(
                    "upkeep_reconcile_duration_seconds",
                    "Duration of the last comparison.",
                    reconcile.lastTookSeconds());
        }
        ReloadSnapshot reload = now.lastReload();
        if (reload != null) {
            out.gauge(
                    "upkeep_reload_success",
                    "Whether the last reload is in force.",
                    number(reload.refused() == null && !reload.rolledBack()));
            out.gauge(
                    "upkeep_reload_timestamp_seconds",
                    "When the last reload was, in seconds since 1970.",
                    epoch(reload.at()));
            if (reload.verified() != null) {
                out.gauge(
                        "upkeep_reload_verified",
                        "Whether the kernel agreed with what was desired after the last reload.",
                        number(reload.verified()));
            }
        }
    }

    private void instance(InstanceSnapshot each) {
        String device = each.device() == null ? "" : each.device();
        String id = Integer.toString(each.virtualRouterId());
        for (List<String> counter : COUNTERS) {
            long value = each.counters().getOrDefault(counter.getFirst(), 0L);
            out.counter(
                    "keepalived_" + counter.get(1),
                    counter.get(2),
                    value,
                    "iname",
                    each.name(),
                    "intf",
                    device,
                    "vrid",
                    id,
                    "state",
                    each.state());
            out.unknown(
                    "keepalived_vrrp_" + counter.getFirst(),
                    counter.get(2),
                    value,
                    "name",
                    each.name(),
                    "intf",
                    device,
                    "vrid",
                    id,
                    "state",
                    each.state());
        }
        out.counter(
                "keepalived_gratuitous_arp_delay",
                "Seconds between the two series of gratuitous ARP, as configured.",
                each.garpDelaySeconds(),
                "iname",
                each.name(),
                "intf",
                device,
                "vrid",
                id,
                "state",
                each.state());
        for (VipSnapshot vip : each.addresses()) {
            out.gauge(
                    "keepalived_vrrp_state",
                    "State of the instance: 0 INIT, 1 BACKUP, 2 MASTER, 3 FAULT.",
                    STATES.indexOf(each.state()),
                    "iname",
                    each.name(),
                    "intf",
                    vip.device() == null ? "" : vip.device(),
                    "vrid",
                    id,
                    "ip_address",
                    vip.address().replaceFirst("/.*", ""));
        }
        for (String state : STATES) {
            out.gauge(
                    "upkeep_instance_state",
                    "1 for the state that the instance has.",
                    number(state.equals(each.state())),
                    "vrrp_instance",
                    each.name(),
                    "state",
                    state);
        }
        out.gauge(
                "upkeep_instance_priority",
                "Priority that adverts carry.",
                each.priority().effective(),
                "vrrp_instance",
                each.name());
        out.gauge(
                "upkeep_instance_state_since_seconds",
                "When the instance took its state, in seconds since 1970.",
                epoch(each.since()),
                "vrrp_instance",
                each.name());
        out.gauge(
                "upkeep_instance_held",
                "Whether the operator keeps the instance from being master.",
                number(each.held()),
                "vrrp_instance",
                each.name());
        differences(each);
    }

    private void differences(InstanceSnapshot each) {
        out.gauge(
                "upkeep_peer_differences",
                "What peers of the instance have otherwise, by vrrp_peer_fingerprint.",
                each.differences().size(),
                "vrrp_instance",
                each.name());
        out.counter(
                "upkeep_peer_differences_found",
                "How often a difference to a peer was found.",
                each.differencesFound(),
                "vrrp_instance",
                each.name());
    }

    private void tracked(TrackedSnapshot each) {
        if (each.kind().equals("script") && !each.state().equals("unknown")) {
            out.gauge(
                    "keepalived_script_status",
                    "Whether the track script is good.",
                    number(each.state().equals("up")),
                    "name",
                    each.name());
        }
        if (each.state().equals("up") || each.state().equals("down")) {
            out.gauge(
                    "upkeep_tracked_up",
                    "Whether a tracked object is up.",
                    number(each.state().equals("up")),
                    "kind",
                    each.kind(),
                    "name",
                    each.name());
        }
    }

    private void service(ServiceSnapshot service) {
        String label = service.label() == null ? "" : service.label();
        out.gauge(
                "upkeep_virtual_server_quorum_up",
                "Whether the quorum of the virtual server is there.",
                number(service.quorumUp()),
                "virtual_server",
                service.name(),
                "label",
                label);
        out.gauge(
                "upkeep_virtual_server_live_weight",
                "Weight of live servers.",
                service.live(),
                "virtual_server",
                service.name(),
                "label",
                label);
        for (ServerSnapshot server : service.servers()) {
            server(service.name(), server);
        }
    }

    private void server(String service, ServerSnapshot server) {
        Labels labels = Labels.of("virtual_server", service, "real_server", server.name());
        out.gauge(
                "upkeep_real_server_up",
                "Whether every check of the real server is up.",
                number(server.health().equals("up")),
                labels);
        out.gauge(
                "upkeep_real_server_enabled",
                "Whether the operator neither drains nor disables the real server.",
                number(server.state().equals("enabled")),
                labels);
        out.gauge(
                "upkeep_real_server_weight",
                "Weight in the kernel, 0 without an entry.",
                server.effectiveWeight() == null ? 0 : server.effectiveWeight(),
                labels);
        ConnectionsSnapshot connections = server.connections();
        if (connections != null) {
            out.gauge(
                    "upkeep_real_server_active_connections",
                    "Established connections.",
                    connections.active(),
                    labels);
            out.gauge(
                    "upkeep_real_server_inactive_connections",
                    "Connections in any other state.",
                    connections.inactive(),
                    labels);
        }
        for (CheckSnapshot check : server.checks()) {
            Labels named = labels.add("check", check.name());
            out.gauge("upkeep_check_up", "Verdict of a check.", number(check.up()), named);
            if (check.tookSeconds() != null) {
                out.gauge(
                        "upkeep_check_duration_seconds",
                        "Duration of the last attempt of a check.",
                        check.tookSeconds(),
                        named);
            }
        }
    }

    /// By address and protocol, summed where several virtual servers have the same real server.
    private void destinations(List<ServiceSnapshot> services) {
        Map<Destination, ConnectionsSnapshot> servers = new LinkedHashMap<>();
        for (ServiceSnapshot service : services) {
            TrafficSnapshot traffic = service.traffic();
            String protocol = protocol(service.name());
            if (traffic != null) {
                lvs(
                        "vip",
                        new Destination(address(service.name()), protocol),
                        new ConnectionsSnapshot(
                                0,
                                0,
                                traffic.connections(),
                                traffic.inPackets(),
                                traffic.outPackets(),
                                traffic.inBytes(),
                                traffic.outBytes()));
            }
            for (ServerSnapshot server : service.servers()) {
                if (server.connections() != null) {
                    servers.merge(
                            new Destination(address(server.name()), protocol),
                            server.connections(),
                            StatusMetrics::sum);
                }
            }
        }
        servers.forEach((key, sum) -> lvs("rs", key, sum));
    }

    private record Destination(String address, String protocol) {}

    private void lvs(String kind, Destination of, ConnectionsSnapshot counts) {
        Labels labels = Labels.of("addr", of.address(), "proto", of.protocol());
        String what = kind.equals("vip") ? "of a virtual server." : "of a real server.";
        String name = "keepalived_lvs_" + kind + "_";
        out.unknown(
                name + "in_packets", "Packets from clients " + what, counts.inPackets(), labels);
        out.unknown(
                name + "out_packets", "Packets to clients " + what, counts.outPackets(), labels);
        out.unknown(name + "in_bytes", "Bytes from clients " + what, counts.inBytes(), labels);
        out.unknown(name + "out_bytes", "Bytes to clients " + what, counts.outBytes(), labels);
        out.unknown(name + "conn", "Connections " + what, counts.total(), labels);
    }

    private static ConnectionsSnapshot sum(ConnectionsSnapshot a, ConnectionsSnapshot b) {
        return new ConnectionsSnapshot(
                a.active() + b.active(),
                a.inactive() + b.inactive(),
                a.total() + b.total(),
                a.inPackets() + b.inPackets(),
                a.outPackets() + b.outPackets(),
                a.inBytes() + b.inBytes(),
                a.outBytes() + b.outBytes());
    }

    /// The number of IP, as the exporter has it; 0 for marks and groups.
    private static String protocol(String service) {
        if (service.startsWith("tcp:")) {
            return "6";
        }
        if (service.startsWith("udp:")) {
            return "17";
        }
        return service.startsWith("sctp:") ? "132" : "0";
    }

    private static String address(String name) {
        return name.replaceFirst("^(tcp|udp|sctp):", "").replace("[", "").replace("]", "");
    }

    private void session(BfdSnapshot each) {
        out.gauge(
                "upkeep_bfd_session_up",
                "Whether the BFD session is up.",
                number(each.state().equals("Up")),
                "session",
                each.name());
        out.counter(
                "upkeep_bfd_session_downs",
                "Times the BFD session left the state Up.",
                each.downs(),
                "session",
                each.name());
    }

    private void loop(LoopSnapshot loop) {
        out.histogram(
                "upkeep_loop_lateness_seconds",
                "How late the timers of an event loop ran.",
                loop.counts(),
                loop.sumSeconds(),
                "loop",
                loop.name());
        for (LateSnapshot late : loop.late()) {
            out.histogram(
                    "upkeep_loop_late_seconds",
                    "How late timers ran that were more than a millisecond late, by cause.",
                    late.counts(),
                    late.sumSeconds(),
                    "loop",
                    loop.name(),
                    "cause",
                    late.cause());
        }
    }

    private void collector(GcSnapshot each) {
        out.counter(
                "upkeep_gc_runs",
                "Runs of a garbage collector; pauses where its name says so.",
                each.count(),
                "collector",
                each.collector());
        out.counter(
                "upkeep_gc_run_seconds",
                "Duration of all runs of a garbage collector.",
                each.seconds(),
                "collector",
                each.collector());
    }

    private static double number(boolean truth) {
        return truth ? 1 : 0;
    }

    private static double epoch(String moment) {
        return Instant.parse(moment).toEpochMilli() / 1e3;
    }
}
