package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.LabException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Notes in the journal what explains a lost request: packets of the virtual address on client and
/// director, changes of the service's servers, and the kernels' state while a request waits for
/// more than a second.
final class Observer implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MS = 200;
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int MOST_SNAPSHOTS = 500;

    private static final String OF_DIRECTOR =
            "ipvsadm -Lnc; ipvsadm -Ln; cat /proc/net/ip_vs_stats; ip -o -4 addr; nstat -asz"
                    + " IpInDelivers IpForwDatagrams IpInAddrErrors IpInDiscards IpOutDiscards"
                    + " IpOutNoRoutes TcpOutRsts; cat /proc/net/softnet_stat; cat /proc/loadavg";
    private static final String OF_CLIENT =
            "ip neigh; ss -tn; nstat -asz TcpAttemptFails TcpRetransSegs TcpInErrs TcpExtTCPTimeouts"
                    + " IpInDiscards";
    private static final String OF_SERVER =
            "ss -tan; nstat -asz TcpExtListenOverflows TcpExtListenDrops TcpPassiveOpens"
                    + " TcpOutRsts TcpRetransSegs";

    private final Journal journal;
    private final Stage stage;
    private final Requests requests;
    private final List<Followed> captures;
    private final Thread thread;
    private String servers = "";
    private @Nullable Duration shown;
    private int snapshots;

    private Observer(Journal journal, Stage stage, Requests requests) {
        this.journal = journal;
        this.stage = stage;
        this.requests = requests;
        this.captures = List.of(packets("client"), packets("director1"));
        this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    /// Begins to observe.
    static Observer start(Journal journal, Stage stage, Requests requests) {
        return new Observer(journal, stage, requests);
    }

    private Followed packets(String host) {
        Process tcpdump =
                stage.host(host)
                        .talk(
                                "tcpdump",
                                "-l",
                                "-n",
                                "-q",
                                "-t",
                                "-e",
                                "--immediate-mode",
                                "-i",
                                "eth0",
                                "-s",
                                "96",
                                "host " + TormentedDirector.VIP + " and (arp or tcp) or icmp");
        return Followed.start(tcpdump, line -> journal.add(host + ": " + line));
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException | LabException e) {
            journal.add("observer ended: " + e);
        }
    }

    private void look() {
        Host director = stage.host("director1");
        String now = serversOf(IpvsTable.of(director));
        if (!now.equals(servers)) {
            journal.add("servers: " + now);
            servers = now;
        }
        Optional<Duration> waiting = requests.inFlight();
        if (waiting.isPresent()
                && !waiting.get().equals(shown)
                && journal.now().minus(waiting.get()).compareTo(SLOW) > 0
                && snapshots < MOST_SNAPSHOTS) {
            shown = waiting.get();
            snapshots++;
            snapshot(director, OF_DIRECTOR);
            snapshot(stage.host("client"), OF_CLIENT);
            for (String server : List.of("rs1", "rs2")) {
                snapshot(stage.host(server), OF_SERVER);
            }
        }
    }

    private void snapshot(Host host, String commands) {
        journal.add(host + " while a request waits:\n" + host.attempt("sh", "-c", commands).out());
    }

    private static String serversOf(IpvsTable table) {
        return table.services().stream()
                .filter(service -> service.key().equals(TormentedDirector.SERVICE))
                .map(service ->
                        service.destinations().stream()
                                .map(each -> each.address() + " weight " + each.weight())
                                .sorted()
                                .toList()
                                .toString())
                .findFirst()
                .orElse("no service");
    }

    @Override
    public void close() {
        thread.interrupt();
        captures.forEach(Followed::stop);
    }
}
