package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.FakeSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Statuses that keepalived 2.2.7 gave to the same files (`keepalived -t`).
class ConfigTestStatusTest {

    private static final String SCRIPT = "vrrp_script S {\n script /bin/true\n}\n";
    private static final String MISSING = "vrrp_script S {\n script /bin/absent\n}\n";

    @TempDir private Path directory;

    static Stream<Arguments> files() {
        String good = instance("eth0", "virtual_router_id 1");
        String absent = instance("eth99", "virtual_router_id 1");
        String tcp = service("TCP_CHECK {\n}");
        String misc = service("MISC_CHECK {\n misc_path /bin/true\n}");
        return Stream.of(
                arguments("a script and an instance", SCRIPT + good, 6),
                arguments("a script without an instance is not looked at", SCRIPT, 0),
                arguments("nor a missing one", MISSING, 0),
                arguments("a missing script and an instance", MISSING + good, 5),
                arguments(
                        "an instance that cannot run does not hide the script",
                        SCRIPT + instance("eth0", "priority 7"),
                        6),
                arguments("a missing interface does", SCRIPT + absent, 5),
                arguments("but not the scripts of checkers", absent + misc, 6),
                arguments(
                        "a missing argument ends everything before",
                        SCRIPT + instance("eth0", "virtual_router_id"),
                        2),
                arguments("a missing interface in a list of delays", delay("eth99 1") + good, 4),
                arguments("an interface without a delay there", delay("eth0") + good, 0),
                arguments("a sync daemon on a missing interface", sync("eth99") + good, 0),
                arguments(
                        "a local address of a check that is elsewhere",
                        service("TCP_CHECK {\n bindto 203.0.113.99\n}"),
                        0),
                arguments("a quote that takes a value", instance("eth0", "state \"MASTER"), 2),
                arguments(
                        "but not one that takes a command",
                        instance("eth0", "virtual_router_id 1\n notify_stop \"/bin/true"),
                        5),
                arguments("an instance without an id", instance("eth0", "priority 7"), 5),
                arguments(
                        "an id twice on an interface",
                        good + good.replace("vrrp_instance A", "vrrp_instance B"),
                        5),
                arguments(
                        "an instance without an interface",
                        "vrrp_instance A {\n virtual_router_id 1\n}\n",
                        5),
                arguments(
                        "unless the keyword looks at its arguments by itself",
                        SCRIPT + "global_defs {\n router_id\n}\n" + good,
                        6),
                arguments(
                        "and in a line of a block",
                        SCRIPT
                                + instance(
                                        "eth0",
                                        "virtual_router_id 1\n virtual_ipaddress {\n 10.0.0.1 label\n }"),
                        6),
                arguments(
                        "a script of the parent process needs no instance",
                        "global_defs {\n startup_script /bin/true\n}\n",
                        6),
                arguments(
                        "a reader of VRRP's FIFO needs an instance",
                        fifo("vrrp_notify_fifo") + tcp,
                        0),
                arguments(
                        "a reader of both FIFOs needs an instance or a service",
                        fifo("notify_fifo") + tcp,
                        6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void status_isKeepaliveds(String name, String text, int status) throws IOException {
        Path file = directory.resolve("conf");
        Files.writeString(file, text);
        assertThat(ConfigTestStatus.of(FakeSystem.read(file).diagnostics())).isEqualTo(status);
    }

    private static String instance(String device, String line) {
        return """
        vrrp_instance I {
            interface %s
            %s
            virtual_ipaddress {
                192.0.2.1
            }
        }
        """
                .formatted(device, line);
    }

    private static String service(String check) {
        return """
        virtual_server 192.0.2.1 80 {
            lb_algo rr
            lb_kind NAT
            protocol TCP
            real_server 192.0.2.2 80 {
                %s
            }
        }
        """
                .formatted(check);
    }

    private static String fifo(String keyword) {
        return "global_defs {\n %s /run/f\n %s_script /bin/true\n}\n".formatted(keyword, keyword);
    }

    private static String delay(String line) {
        return "interface_up_down_delays {\n " + line + "\n}\n";
    }

    private static String sync(String device) {
        return "global_defs {\n lvs_sync_daemon " + device + "\n}\n";
    }
}
