package dev.upkeep.lab.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The D-Bus interface on a bus of its own: objects, introspection data, properties, errors and
/// signals are those of keepalived on the same file.
@LabTest
class DbusTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String NAME = "org.keepalived.Vrrp1";
    private static final String ROOT = "/org/keepalived/Vrrp1";
    private static final String DAEMON = ROOT + "/Vrrp";
    private static final String INSTANCE = ROOT + "/Instance/v_0_1/51/IPv4";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties.";

    private static final String BUS =
            """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
                "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=/run/dbus/system_bus_socket</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """;

    private final Lab lab = new Lab(Logs.of("dbus"));

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// A daemon beside its bus.
    private final class Node {
        final Host host;
        final Path signals;
        final Daemon daemon;

        Node(Program program) {
            host =
                    lab.add(
                            HostSpec.named(program == Program.UPKEEP ? "ours" : "theirs")
                                    .ip("link add v-0.1 type veth peer name p0")
                                    .ip("link set p0 up")
                                    .ip("link set v-0.1 up")
                                    .ip("addr add 10.9.0.1/24 dev v-0.1"));
            host.run("mkdir", "-p", "/run/dbus");
            Path file = host.write(lab.newFile("bus.conf"), BUS);
            host.start(
                    lab.newFile("bus"),
                    "dbus-daemon",
                    "--config-file=" + file,
                    "--nofork",
                    "--nopidfile",
                    "--nosyslog");
            Await.until(
                    "the bus of " + host,
                    LIMIT,
                    () ->
                            host.attempt(
                                            "dbus-send",
                                            "--system",
                                            "--dest=org.freedesktop.DBus",
                                            "--print-reply",
                                            "/",
                                            "org.freedesktop.DBus.ListNames")
                                    .ok());
            signals = lab.newFile("signals");
            host.start(signals, "stdbuf", "-oL", "dbus-monitor", "--system", "type='signal'");
            Await.until("the monitor of " + host, LIMIT, () -> text().contains("NameLost"));
            daemon =
                    Daemon.start(
                            lab,
                            host,
                            program,
                            host.write(lab.newFile("keepalived.conf"), configuration()));
        }

        /// A call and what came of it, without times and numbers of connections and messages.
        String call(String path, String method, String... arguments) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "dbus-send",
                                    "--system",
                                    "--print-reply",
                                    "--dest=" + NAME,
                                    path,
                                    method));
            command.addAll(List.of(arguments));
            Output output = host.attempt(command.toArray(String[]::new));
            String said = output.out() + output.err();
            return method
                    + " of "
                    + path
                    + "\n"
                    + said.replaceAll("method return [^\n]*", "returns")
                            .replaceAll("\\s*<!-- GDBus [^>]*-->", "")
                            .lines()
                            .sorted() // GDBus gives the nodes below a path in any order
                            .toList();
        }

        String text() {
            try {
                return Files.readString(signals);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The signals of the objects, in any order, with their arguments.
        List<String> signals() {
            return Stream.of(text().split("\nsignal ", -1))
                    .filter(signal -> signal.contains("interface=" + NAME))
                    .map(signal -> signal.substring(signal.indexOf("path=")).strip())
                    .map(signal -> signal.replaceAll("(?s)\n(?! ).*", ""))
                    .sorted()
                    .toList();
        }

        void awaitSignal(String member, String argument) {
            Await.until(
                    host + " publishes " + member + argument,
                    LIMIT,
                    () ->
                            signals().stream()
                                    .anyMatch(signal ->
                                            signal.contains("member=" + member)
                                                    && signal.endsWith(argument)),
                    daemon::lastWords);
        }

        List<String> look() {
            List<String> answers = new ArrayList<>();
            for (String path : List.of("/", ROOT, DAEMON, INSTANCE, ROOT + "/Instance/x")) {
                answers.add(call(path, "org.freedesktop.DBus.Introspectable.Introspect"));
            }
            String own = "string:" + NAME + ".Instance";
            answers.add(call(INSTANCE, PROPERTIES + "Get", own, "string:Name"));
            answers.add(call(INSTANCE, PROPERTIES + "Get", own, "string:State"));
            answers.add(call(INSTANCE, PROPERTIES + "Get", own, "string:Zip"));
            answers.add(call(INSTANCE, PROPERTIES + "GetAll", own));
            answers.add(call(DAEMON, PROPERTIES + "GetAll", own));
            answers.add(call(DAEMON, NAME + ".Vrrp.CreateInstance", "string:x"));
            answers.add(call(DAEMON, NAME + ".Vrrp.PrintStats"));
            answers.add(call(INSTANCE, NAME + ".Instance.SendGarp"));
            answers.add(call(INSTANCE, NAME + ".Instance.SendGarp", "string:x"));
            answers.add(call(ROOT, NAME + ".Instance.SendGarp"));
            return answers;
        }
    }

    @Test
    void objectsAndSignals_areThoseOfKeepalived() {
        Node theirs = new Node(Program.KEEPALIVED);
        Node ours = new Node(Program.UPKEEP);
        for (Node node : List.of(theirs, ours)) {
            node.awaitSignal("VrrpStatusChange", "uint32 2");
        }
        assertThat(ours.look()).isEqualTo(theirs.look());
        for (Node node : List.of(theirs, ours)) {
            node.call(DAEMON, NAME + ".Vrrp.ReloadConfig");
            node.awaitSignal("VrrpReloaded", "VrrpReloaded");
            node.host.run("ip", "link", "set", "v-0.1", "down");
            node.awaitSignal("VrrpStatusChange", "uint32 3");
            assertThat(node.daemon.terminate(LIMIT)).isZero();
            node.awaitSignal("VrrpStopped", "VrrpStopped");
        }
        assertThat(ours.signals()).isEqualTo(theirs.signals()).hasSizeGreaterThan(5);
    }

    private static String configuration() {
        try (InputStream in = DbusTest.class.getResourceAsStream("dbus.conf")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
