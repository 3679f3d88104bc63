package dev.upkeep.lab.soak;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One director with Upkeep, and what is done to it.
final class TormentedDirector {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final String VIP = "172.18.0.10";
    static final String SERVICE = "TCP " + VIP + ":80";
    private static final int MOST_EXTRA_SERVICES = 8;

    private final Stage stage;
    private final Journal journal;
    private final SplittableRandom random;
    private final Host host;
    private final Path configuration;
    private int extraServices;
    private int storms;
    private @Nullable Daemon daemon;

    TormentedDirector(Stage stage, Journal journal, SplittableRandom random) {
        this.stage = stage;
        this.journal = journal;
        this.random = random;
        this.host = stage.host("director1");
        this.configuration = stage.lab().logs().resolve("soak.conf");
    }

    /// Starts the daemon and waits for its service.
    void begin() {
        host.write(configuration, text());
        start();
        check();
    }

    private void start() {
        daemon = stage.start(0, Program.UPKEEP, configuration);
        journal.add("started " + daemon().log().getFileName());
    }

    private void kill() {
        daemon().kill();
        journal.add("killed " + daemon().log().getFileName());
    }

    private void reload() {
        daemon().signal("HUP");
        journal.add("reload of " + (1 + extraServices) + " services");
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon, "not started");
    }

    /// Does something to the director.
    ///
    /// @param killing whether it may be killed
    /// @return what
    String step(boolean killing) {
        return switch (killing ? random.nextInt(8) : 2 + random.nextInt(6)) {
            case 0, 1 -> killed();
            case 2 -> stopped();
            case 3, 4, 5 -> reloaded();
            case 6 -> clockSet();
            default -> scriptStorm();
        };
    }

    /// Killed at a random moment, sometimes of its start or a reload, and started again, sometimes
    /// on another file.
    private String killed() {
        if (random.nextBoolean()) {
            change();
            reload();
        }
        pause(random.nextInt(500));
        kill();
        if (random.nextBoolean()) {
            change();
        }
        start();
        if (random.nextInt(4) == 0) { // once more, in the middle of its start
            pause(random.nextInt(1500));
            kill();
            start();
        }
        if (random.nextInt(4) != 0) { // else the next step comes in the middle of its start
            daemon().awaitOutput("Entering MASTER STATE", LIMIT);
        }
        return "kill -9 and a start";
    }

    private String stopped() {
        int ms = 500 + random.nextInt(5000);
        journal.add("stop of " + ms + " ms");
        host.shell(
                "kill -STOP %1$d; sleep %2$d.%3$03d; kill -CONT %1$d"
                        .formatted(daemon().worker(), ms / 1000, ms % 1000));
        return "a stop of " + ms + " ms";
    }

    private String reloaded() {
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            change();
            reload();
            pause(random.nextInt(300));
        }
        return times + " reloads";
    }

    /// The time of day jumps, as with a first answer of a time server.
    private String clockSet() {
        int seconds = random.nextInt(-7200, 7200);
        host.shell("date -s @$(($(date +%s) + " + seconds + ")) >/dev/null");
        journal.add("clock step of " + seconds + " s");
        return "a clock step of " + seconds + " s";
    }

    /// Every check of a program starts anew, several times in a row.
    private String scriptStorm() {
        for (int i = 0; i < 5; i++) {
            storms++;
            host.write(configuration, text());
            reload();
            pause(random.nextInt(200));
        }
        return "a storm of scripts";
    }

    private void change() {
        extraServices = random.nextInt(MOST_EXTRA_SERVICES + 1);
        host.write(configuration, text());
    }

    private void pause(int ms) {
        host.shell("sleep %d.%03d".formatted(ms / 1000, ms % 1000));
    }

    /// The service with traffic, and others that come and go, each with a check by a program whose
    /// argument a storm changes.
    private String text() {
        StringBuilder text =
                new StringBuilder(
                        """
                        global_defs {
                            router_id soak
                            vrrp_garp_master_delay 1
                        }
                        vrrp_instance soak {
                            state MASTER
                            interface eth0
                            virtual_router_id 51
                            priority 150
                            advert_int 1
                            virtual_ipaddress {
                                %s
                            }
                        }
                        """
                                .formatted(VIP));
        for (int i = 0; i <= extraServices; i++) {
            text.append(
                    """
                    virtual_server %s %d {
                        delay_loop 1
                        lb_algo rr
                        lb_kind DR
                        protocol TCP
                        real_server 172.18.0.11 %2$d {
                            TCP_CHECK {
                                connect_port 80
                                connect_timeout 3
                                retry 3
                            }
                        }
                        real_server 172.18.0.12 %2$d {
                            MISC_CHECK {
                                misc_path "/bin/true %d"
                                misc_timeout 5
                            }
                        }
                    }
                    """
                            .formatted(VIP, 80 + i, storms));
        }
        return text.toString();
    }

    /// Waits until the kernel has what the configuration says.
    void check() {
        if (!daemon().alive()) {
            throw new LabException("the daemon has ended: " + daemon().lastWords());
        }
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i <= extraServices; i++) {
            expected.add("TCP " + VIP + ":" + (80 + i) + " 2");
        }
        Await.until(
                "the table of " + expected.size() + " services",
                LIMIT,
                () -> services().equals(expected),
                () -> IpvsTable.of(host) + daemon().lastWords());
        Await.until(
                "the virtual address exactly once",
                LIMIT,
                () -> addresses() == 1,
                () -> host.run("ip", "-br", "addr").out() + daemon().lastWords());
    }

    private Set<String> services() {
        Set<String> found = new TreeSet<>();
        for (IpvsTable.Service service : IpvsTable.of(host).services()) {
            long serving =
                    service.destinations().stream().filter(each -> each.weight() > 0).count();
            found.add(service.key() + " " + serving);
        }
        return found;
    }

    private long addresses() {
        return host.run("ip", "-o", "addr", "show").lines().stream()
                .filter(line -> line.contains(" " + VIP + "/"))
                .count();
    }

    /// Returns the daemon's resource usage after its start and a reload, which open what is opened
    /// when it is needed first.
    Usage usage() {
        String done = "Reload finished";
        int before = occurrences(done);
        reload();
        Await.until(
                "a reload", LIMIT, () -> occurrences(done) > before, () -> daemon().lastWords());
        check();
        return Usage.of(daemon().worker());
    }

    private int occurrences(String text) {
        return daemon().output().split(text, -1).length - 1;
    }
}
