package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlRequest;
import dev.upkeep.app.control.Timeouts;
import dev.upkeep.app.reload.ReloadGate;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SubsystemsTest {

    private static final String ROUTER =
            """
            global_defs {
                dynamic_interfaces
            }
            vrrp_instance A {
                interface parts0
                virtual_router_id 1
                virtual_ipaddress {
                    192.0.2.1
                }
            }
            """;
    private static final String SERVICE =
            """
            virtual_server 10.1.0.1 80 {
                protocol TCP
                real_server 10.2.0.1 80 {
                }
            }
            """;

    @TempDir private Path folder;

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of(
                        List.of(),
                        "status HAProxy scripts notifications SNMP D-Bus BFD Healthcheck VRRP"),
                Arguments.of(
                        List.of("-P"), "status HAProxy scripts notifications SNMP D-Bus BFD VRRP"),
                Arguments.of(
                        List.of("-C"), "status HAProxy scripts notifications SNMP BFD Healthcheck"),
                Arguments.of(
                        List.of("-B"),
                        "status HAProxy scripts notifications SNMP D-Bus Healthcheck VRRP"),
                Arguments.of(
                        List.of("-P", "-C"),
                        "status HAProxy scripts notifications SNMP D-Bus BFD Healthcheck VRRP"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void kinds_areThoseThatTheOptionsAllow(List<String> options, String names) {
        assertThat(parts(options).kinds())
                .extracting(Subsystem.Kind::name)
                .containsExactly(names.split(" ", -1));
    }

    static Stream<Arguments> work() {
        return Stream.of(
                Arguments.of("nothing", "global_defs {\n}\n", ""),
                Arguments.of("a router", ROUTER, "scripts notifications VRRP"),
                Arguments.of("a service", SERVICE, "scripts notifications Healthcheck"),
                Arguments.of("both", ROUTER + SERVICE, "scripts notifications Healthcheck VRRP"),
                Arguments.of(
                        "a table to empty",
                        "global_defs {\n lvs_flush\n}\n",
                        "scripts notifications Healthcheck"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void kinds_areNeededWhereTheyHaveWork(String name, String text, String names)
            throws IOException {
        Configuration configuration = read(text);
        assertThat(
                        parts(List.of()).kinds().stream()
                                .filter(kind -> kind.needed().test(configuration))
                                .map(Subsystem.Kind::name))
                .as(name)
                .isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ", -1)));
    }

    @Test
    void allParts_withoutServicesAndIpvs_leaveTheHealthCheckerOut() throws IOException {
        Configuration configuration = read("");
        assertThat(
                        parts(List.of("--all")).kinds().stream()
                                .filter(kind -> kind.needed().test(configuration))
                                .map(Subsystem.Kind::name))
                .containsExactly("scripts", "notifications", "BFD", "VRRP");
    }

    @Test
    void request_aboutServers_whereNoneAre_isRefused() {
        assertThat(
                        parts(List.of())
                                .answer(new ControlRequest.Servers(new ServerRequest.Show(null))))
                .isCompletedWithValue(Answer.refused("the daemon has no virtual servers"));
    }

    private static Subsystems parts(List<String> options) {
        return new Subsystems(
                DaemonSettings.of(CommandLine.parse(options)),
                new RealSystem(),
                () -> {
                    throw new KernelException("open", 1, "not in a test");
                },
                _ -> new CompletableFuture<>(),
                _ -> new CompletableFuture<>(),
                _ -> {},
                new ReloadHistory(Timeouts.clock(), () -> {}),
                new ReloadGate());
    }

    private Configuration read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), text);
        return ConfigurationReader.read(
                        file.toString(),
                        new ReaderOptions(
                                "",
                                _ -> null,
                                Set.of(),
                                new SplittableRandom(1),
                                false,
                                new RealSystem()))
                .configuration();
    }
}
