package dev.upkeep.lab.life;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Reloads with faulty files: applied as keepalived does, or refused because something that runs
/// would be lost, as `upkeep plan` and `upkeep check` say beforehand.
@LabTest
class ReloadPolicyTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String FIRST = instance("V1", 1, "10.5.0.100");
    private static final String SECOND = instance("V2", 2, "10.5.0.101");

    private Lab lab;
    private Host theirs;
    private Host ours;

    private static String instance(String name, int id, String address) {
        return """
        vrrp_instance %s {
            interface v0
            virtual_router_id %d
            version 3
            advert_int 0.1
            virtual_ipaddress {
                %s/24
            }
        }
        """
                .formatted(name, id, address);
    }

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("reload-policy"));
        theirs = lab.add(host("theirs"));
        ours = lab.add(host("ours"));
    }

    private static HostSpec host(String name) {
        return HostSpec.named(name)
                .ip("link add v0 type veth peer name v1")
                .ip("link set v0 up")
                .ip("link set v1 up")
                .ip("addr add 10.5.0.1/24 dev v0");
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private static void awaitAddress(Daemon daemon, String address) {
        Await.until(address, LIMIT, () -> daemon.host().hasAddress(address), daemon::lastWords);
    }

    private Output upkeep(String... words) {
        List<String> command =
                Stream.concat(Stream.of(Program.UPKEEP.path().toString()), Stream.of(words))
                        .toList();
        return ours.attempt(command.toArray(String[]::new));
    }

    static Stream<Arguments> applied() {
        String tracking =
                FIRST.replace(
                        "    virtual_ipaddress",
                        "    track_interface {\n v0\n}\nvirtual_ipaddress");
        String route =
                FIRST.replace(
                        "    virtual_ipaddress",
                        "    virtual_routes {\n 10.66.0.0/33 vai 10.5.0.7\n}\nvirtual_ipaddress");
        return Stream.of(
                Arguments.of("a first instance that tracks its own interface", "", tracking),
                Arguments.of("a wrong route", SECOND, SECOND + route),
                Arguments.of(
                        "a missing brace at the end, which is supplied",
                        SECOND,
                        SECOND + FIRST.substring(0, FIRST.lastIndexOf('}'))),
                Arguments.of("an unknown word", SECOND, SECOND + "frobnicate 1\n" + FIRST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("applied")
    void error_thatCostsNothing_isAppliedAsKeepalivedDoes(
            String name, String before, String after) {
        Stream.of(Program.KEEPALIVED, Program.UPKEEP)
                .forEach(program -> {
                    Host host = program == Program.UPKEEP ? ours : theirs;
                    Path file = host.write(lab.newFile("keepalived.conf"), before);
                    Daemon daemon = Daemon.start(lab, host, program, file);
                    daemon.awaitOutput(
                            before.isEmpty() ? "no configuration to run" : "Startup complete",
                            LIMIT);
                    host.write(file, after);
                    daemon.signal("HUP");
                    awaitAddress(daemon, "10.5.0.100");
                    daemon.terminate(LIMIT);
                });
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "a brace too many",
                        SECOND + FIRST.replace("    interface", "    }\n    interface")),
                Arguments.of(
                        "a block dropped", SECOND + FIRST.replace("vrrp_instance", "vrrp_instans")),
                Arguments.of(
                        "an instance without its id", SECOND + FIRST.replace("router_id 1", "")),
                Arguments.of("a file that became empty", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void error_thatCostsAnInstance_isRefused_unlessTheOperatorInsists(String name, String after) {
        Path file = ours.write(lab.newFile("keepalived.conf"), FIRST + SECOND);
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file);
        awaitAddress(daemon, "10.5.0.100");
        awaitAddress(daemon, "10.5.0.101");
        ours.write(file, after);

        assertThat(upkeep("plan", file.toString()).err()).contains("vrrp_instance V1");
        assertThat(upkeep("check", file.toString()).out())
                .contains("a reload would be refused")
                .contains("vrrp_instance V1");
        Output reload = upkeep("reload");
        assertThat(reload.status()).isEqualTo(1);
        assertThat(reload.err()).contains("vrrp_instance V1").contains("--force");
        assertThat(ours.hasAddress("10.5.0.100")).isTrue();
        assertThat(ours.hasAddress("10.5.0.101")).isTrue();

        assertThat(upkeep("reload", "--force").status()).isZero();
        assertThat(daemon.output()).contains("Reload forced");
        Await.until(
                "10.5.0.100 is released",
                LIMIT,
                () -> !ours.hasAddress("10.5.0.100"),
                daemon::lastWords);
    }

    @Test
    void includeThatVanished_isRefused_unlessTheOperatorInsists() {
        Path part = ours.write(lab.newFile("part.conf"), FIRST);
        Path file = ours.write(lab.newFile("keepalived.conf"), SECOND + "include " + part + "\n");
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file);
        awaitAddress(daemon, "10.5.0.100");
        ours.run("rm", part.toString());

        daemon.signal("HUP");
        daemon.awaitOutput("Reload abandoned, the old configuration stays", LIMIT);
        assertThat(daemon.output()).contains("vrrp_instance V1");
        assertThat(ours.hasAddress("10.5.0.100")).isTrue();

        assertThat(upkeep("reload", "--force").status()).isZero();
        assertThat(ours.hasAddress("10.5.0.100")).isFalse();
        assertThat(ours.hasAddress("10.5.0.101")).isTrue();
    }

    @Test
    void policy_ofTheFile_decides() {
        String keepalived = "global_defs {\n    reload_policy keepalived\n}\n";
        Path file = ours.write(lab.newFile("keepalived.conf"), FIRST + SECOND);
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file);
        awaitAddress(daemon, "10.5.0.100");
        ours.write(file, keepalived + SECOND + FIRST.replace("vrrp_instance", "vrrp_instans"));
        assertThat(upkeep("reload").status()).isZero();
        assertThat(ours.hasAddress("10.5.0.100")).isFalse();

        ours.write(file, keepalived.replace("keepalived", "strict") + "frobnicate 1\n" + SECOND);
        Output strict = upkeep("reload");
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.err()).contains("frobnicate");
    }
}
