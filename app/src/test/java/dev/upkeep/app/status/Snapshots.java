package dev.upkeep.app.status;

import dev.upkeep.app.status.InstanceSnapshot.ChangeSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.DifferenceSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.PartSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.PrioritySnapshot;
import dev.upkeep.app.status.InstanceSnapshot.VipSnapshot;
import dev.upkeep.app.status.ProxySnapshot.ProxyServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.CheckSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ConnectionsSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.ServerSnapshot;
import dev.upkeep.app.status.ServiceSnapshot.TrafficSnapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A snapshot with something of everything.
public final class Snapshots {

    private Snapshots() {}

    /// One instance, one virtual server with a server that is up and one that is down.
    public static DaemonSnapshot full() {
        return full("web1");
    }

    /// The same with another name of the server that is up.
    public static DaemonSnapshot full(String label) {
        return new DaemonSnapshot(
                "2026-01-01T10:00:00Z",
                "0.1.0",
                "lb1",
                4711,
                "2026-01-01T06:58:00Z",
                "/etc/keepalived/keepalived.conf",
                List.of(instance()),
                List.of(new TrackedSnapshot("script", "chk", "up", List.of("VI_1"))),
                List.of(service(label)),
                List.of(proxy(label)),
                List.of(
                        new BfdSnapshot(
                                "core", "10.0.0.9", "Up", "Up", "No Diagnostic", 9, 8, 0, 1)),
                List.of(
                        new LoopSnapshot(
                                "vrrp",
                                3,
                                0.0025,
                                0.003,
                                counts(),
                                List.of(new LateSnapshot("run-queue", 1, 0.0025, late())))),
                new ReconcileSnapshot(12, 1, 0, true, "2026-01-01T09:59:50Z", 0, 0.0015),
                List.of(new GcSnapshot("ZGC Minor Pauses", 4, 0.002)),
                new ReloadSnapshot(
                        "2026-01-01T09:00:00Z",
                        0.07,
                        null,
                        List.of("vrrp_instance VI_1 changes"),
                        true,
                        List.of(),
                        null,
                        false));
    }

    private static List<Long> counts() {
        List<Long> counts = new java.util.ArrayList<>(Collections.nCopies(25, 0L));
        counts.set(0, 2L);
        counts.set(12, 1L);
        return counts;
    }

    private static List<Long> late() {
        List<Long> counts = new java.util.ArrayList<>(Collections.nCopies(25, 0L));
        counts.set(12, 1L);
        return counts;
    }

    private static InstanceSnapshot instance() {
        return new InstanceSnapshot(
                "VI_1",
                "MASTER",
                "2026-01-01T09:54:30Z",
                "the master 10.0.0.2 was silent for the master down interval",
                "eth0",
                51,
                2,
                "IPv4",
                "both",
                new PrioritySnapshot(
                        140, 100, null, List.of(new PartSnapshot("script", "chk", "up", 40, 40))),
                "10.0.0.1",
                0,
                false,
                List.of(),
                List.of(new VipSnapshot("10.0.0.10/24", "eth0", true)),
                5,
                Map.of("advert_sent", 330L, "become_master", 1L),
                List.of(
                        new DifferenceSnapshot(
                                "10.0.0.2",
                                "advert_int",
                                "1000 ms",
                                "2000 ms",
                                "peer 10.0.0.2 differs in advert_int: 1000 ms here, 2000 ms there")),
                1,
                List.of(
                        new ChangeSnapshot("2026-01-01T06:58:00Z", "BACKUP", "start"),
                        new ChangeSnapshot(
                                "2026-01-01T09:54:30Z",
                                "MASTER",
                                "the master 10.0.0.2 was silent for the master down interval")));
    }

    private static ProxySnapshot proxy(String label) {
        return new ProxySnapshot(
                "[10.0.0.7]:443",
                "shop / https",
                "up",
                3,
                120,
                4096,
                1 << 20,
                List.of(
                        new ProxyServerSnapshot(
                                "[10.1.0.7]:80", label, "up", "enabled", 1, 3, "UP, L7OK"),
                        new ProxyServerSnapshot(
                                "[10.1.0.8]:80", null, "down", "enabled", 1, 0, "DOWN, L4CON")));
    }

    private static ServiceSnapshot service(String label) {
        return new ServiceSnapshot(
                "tcp:10.0.0.10:80",
                "shop",
                "wrr",
                1,
                0,
                2,
                true,
                "10.2.0.9:80",
                false,
                false,
                new TrafficSnapshot(41, 400, 380, 20_172, 2_913_440, 1, 100, 900),
                List.of(
                        new ServerSnapshot(
                                "10.2.0.1:80",
                                label,
                                "up",
                                "enabled",
                                2,
                                2,
                                "its check passed",
                                new ConnectionsSnapshot(31, 12, 41, 400, 380, 20_172, 2_913_440),
                                List.of(
                                        new CheckSnapshot(
                                                "TCP_CHECK 10.2.0.1:80",
                                                true,
                                                0.0012,
                                                2.0,
                                                "connected",
                                                "++++-",
                                                null))),
                        new ServerSnapshot(
                                "10.2.0.2:80",
                                null,
                                "down",
                                "enabled",
                                1,
                                null,
                                "HTTP_GET 10.2.0.2:80 failed: status 503",
                                null,
                                List.of(
                                        new CheckSnapshot(
                                                "HTTP_GET 10.2.0.2:80",
                                                false,
                                                0.1,
                                                5.0,
                                                "status 503",
                                                "--+",
                                                "2026-03-01T00:00:00Z")))));
    }
}
