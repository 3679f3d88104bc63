package dev.upkeep.lab.vrrp;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Describes what happens to a daemon whose log is read: start, master, backup, fault, reload,
/// stop. Its peer is always keepalived. Two stories on one wire have networks and virtual routers
/// of their own.
final class LogStory {

    /// The subject of lines that are not about an instance or a group.
    static final String DAEMON = "daemon";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Map<String, String> OWNERS =
            Map.of(
                    "172.18.0.61",
                    "FOUR",
                    "172.18.0.62",
                    "FOUR",
                    "172.18.0.66",
                    "FOUR",
                    "fe80::6:2",
                    "SIX",
                    "fd18::62",
                    "SIX",
                    "172.18.0.63",
                    "ALONE",
                    "172.18.0.163",
                    "ALONE",
                    "172.18.0.64",
                    "LATE",
                    "172.18.0.65",
                    "GONE");

    private static final Pattern SUBJECT = Pattern.compile("(?:VRRP_Group)?\\((\\w+)\\).*");
    private static final Pattern MESSAGE_FOR = Pattern.compile("Sending .* on eth0 for (\\S+)");

    private static final String GROUP =
            """
            vrrp_sync_group PAIR {
                group {
                    FOUR
                    SIX
                }
            }
            """;

    /// Messages of the first burst of a master, per address, and the line ahead of them.
    private static final int PER_ADDRESS = 6;

    private final Lab lab;
    private final int network;
    private final Program program;
    private final Host subject;
    private final Host peer;
    private final Path syslog;
    private int messages;

    LogStory(Lab lab, Program program, int network) {
        this.lab = lab;
        this.network = network;
        this.program = program;
        this.subject =
                lab.add(
                        host("subject", 2)
                                .ip("link add eth1 type veth peer name other1")
                                .ip("link set other1 up")
                                .ip("link set eth1 up"));
        this.peer = lab.add(host("peer", 3));
        this.syslog = lab.newFile("syslog-" + program.label());
    }

    private HostSpec host(String name, int number) {
        return HostSpec.named(name + network).address("172.%d.0.%d/24".formatted(network, number));
    }

    /// The instance or group that a line is about.
    static String subject(String text) {
        Matcher named = SUBJECT.matcher(text);
        if (named.matches()) {
            return named.group(1);
        }
        Matcher message = MESSAGE_FOR.matcher(text);
        return message.matches() ? OWNERS.getOrDefault(message.group(1), DAEMON) : DAEMON;
    }

    /// A line without what differs between two stories.
    static String normal(String text) {
        return text.replace("172.19.", "172.18.")
                .replace("fd19:", "fd18:")
                .replace("fe80::9:2", "fe80::6:2")
                .replaceAll("fe80::[0-9a-f:]*ff:fe[0-9a-f:]+", "LINK-LOCAL")
                .replaceAll("fd\\(\\d+,\\d+\\)", "fd(N,N)")
                .replaceAll("ifindex\\( *\\d+\\)", "ifindex(N)")
                .replaceAll("/\\S+\\.conf", "FILE");
    }

    /// Plays the story.
    ///
    /// @return what the daemon sent to syslog
    String play() {
        listen();
        Path level = lab.newFile("level");
        subject.write(level, "3\n");
        Path file = lab.newFile("story.conf");
        subject.write(file, tracked(level) + GROUP + instances(62, true) + gone());
        Daemon late = peer("late", instance("LATE", 64, 50, "", "172.%d.0.64".formatted(network)));
        late.awaitOutput("Entering MASTER STATE", LIMIT);

        Daemon daemon = Daemon.start(lab, subject, program, file);
        awaitBursts(2 * 8);
        late.terminate(LIMIT); // it would be master while eth0 is down, or not yet
        Daemon better =
                peer(
                        "better",
                        instance("ALONE", 63, 250, "", vip(63))
                                + instance("GONE", 65, 250, "", vip(65)));
        awaitLine("\\(ALONE\\) Entering BACKUP STATE$", 1);
        awaitLine("\\(GONE\\) Entering BACKUP STATE$", 1);
        better.awaitOutput("(GONE) setting VIPs.", LIMIT);
        better.terminate(LIMIT);
        awaitBursts(2 * 3);

        subject.run("ip", "link", "set", "eth1", "down");
        awaitLine("\\(ALONE\\) sent 0 priority", 1);
        subject.run("ip", "link", "set", "eth1", "up");
        awaitBursts(2 * 2);
        subject.run("ip", "link", "set", "eth0", "down");
        awaitLine("\\(GONE\\) sent 0 priority", 1);
        awaitLine("Deassigned address .* from interface eth0", 1);
        subject.run("ip", "link", "set", "eth0", "up");
        awaitBursts(2 * 8);

        subject.write(level, "-254\n");
        awaitLine("tracked file LEVEL now FAULT", 1);
        subject.write(level, "5\n");
        awaitLine("Setting effective priority", 1);
        subject.write(level, "4\n");
        awaitBursts(2 * 2);
        subject.run("ip", "link", "add", "eth2", "type", "veth", "peer", "name", "other2");
        awaitLine("Interface eth2 added", 1);
        subject.run("ip", "link", "del", "eth2");
        awaitLine("Interface eth2 deleted", 1);

        subject.write(file, tracked(level) + GROUP + instances(66, false));
        daemon.signal("HUP");
        awaitLine("Reload (complete|finished)", 1);
        awaitLine("\\(GONE\\) sent 0 priority", 2);
        awaitBursts(1);
        daemon.terminate(LIMIT);
        awaitLine("Stopped (Keepalived|Upkeep) v", 1);
        return log();
    }

    /// Datagrams of syslog have no end of line; each begins with its priority.
    private void listen() {
        String socket = "/run/log-socket";
        subject.start(
                lab.newFile("socat"), "socat", "-u", "UNIX-RECV:" + socket, "CREATE:" + syslog);
        Await.until("socat listens", LIMIT, () -> Files.exists(subject.file(socket)));
        subject.shell(
                "chmod 666 %s; [ -e /dev/log ] || : >/dev/log; mount --bind %s /dev/log"
                        .formatted(socket, socket));
    }

    private Daemon peer(String name, String instances) {
        return Daemon.start(
                lab,
                peer,
                Program.KEEPALIVED,
                peer.write(lab.newFile(name + ".conf"), instances),
                "--pid=/run/" + name + ".pid",
                "--vrrp_pid=/run/" + name + "-vrrp.pid");
    }

    private void awaitLine(String expression, int times) {
        Pattern line = Pattern.compile("\\]: [^<]*?" + expression.replace("$", "(?=<|$)"));
        Await.until(
                program.label() + " logs " + expression,
                LIMIT,
                () -> line.matcher(log()).results().count() >= times,
                this::log);
    }

    /// Waits until all messages of so many further bursts for one address each are logged.
    private void awaitBursts(int bursts) {
        messages += bursts * PER_ADDRESS;
        awaitLine("(?:\\(\\w+\\) )?Sending(/queueing)? [^<]* on eth0 for ", messages);
    }

    private String log() {
        try {
            return Files.exists(syslog) ? Files.readString(syslog) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String vip(int number) {
        return "172.%d.0.%d".formatted(network, number);
    }

    private static String tracked(Path level) {
        return "track_file LEVEL {\n file %s\n weight 1\n}\n".formatted(level);
    }

    private String instances(int second, boolean withMore) {
        String alone =
                """
                track_interface {
                    eth1
                }
                track_file {
                    LEVEL
                }
                """
                        + (withMore
                                ? "virtual_ipaddress_excluded {\n %s\n}\n".formatted(vip(163))
                                        + "virtual_routes {\n 10.%d.0.0/16 via %s\n}\n"
                                                .formatted(network, "172.%d.0.9".formatted(network))
                                : "");
        String link = network == 18 ? "fe80::6:2" : "fe80::9:2";
        return instance("FOUR", 61, 200, "", vip(61) + "\n" + vip(second))
                + instance("SIX", 62, 200, "", link + "\nfd%d::62".formatted(network))
                + instance("ALONE", 63, 200, alone, vip(63))
                + instance("LATE", 64, 200, "preempt_delay 1", vip(64));
    }

    private String gone() {
        return instance("GONE", 65, 200, "", vip(65));
    }

    private String instance(String name, int id, int priority, String more, String addresses) {
        return """
        vrrp_instance %s {
            interface eth0
            version 3
            virtual_router_id %d
            priority %d
            advert_int 0.5
            garp_master_delay 1
            %s
            virtual_ipaddress {
                %s
            }
        }
        """
                .formatted(name, id + (network == 18 ? 0 : 100), priority, more, addresses);
    }
}
