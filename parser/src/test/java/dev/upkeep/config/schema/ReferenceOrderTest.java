package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of thing that others name, defined before and after its use: the meaning is the same,
/// and what comes later is pointed out.
class ReferenceOrderTest {
    private static final String SCRIPTS =
            "global_defs {\n script_user nobody\n enable_script_security\n}\n";
    private static final String SCRIPT = "vrrp_script S {\n script /bin/check\n}\n";
    private static final String PROCESS = "vrrp_track_process P {\n process haproxy\n}\n";
    private static final String FILE = "track_file F {\n file /run/weight\n}\n";
    private static final String OLD_FILE = "vrrp_" + FILE;
    private static final String BFD = "bfd_instance B {\n neighbor_ip 192.0.2.2\n}\n";
    private static final String GROUP = "virtual_server_group G {\n 192.0.2.10 80\n}\n";
    private static final String TRACK_GROUP = "track_group T {\n group {\n V\n }\n}\n";

    @TempDir private Path directory;

    static Stream<Arguments> kinds() {
        return Stream.of(
                needed("vrrp_script", SCRIPT, instance("V", 1, "track_script {\n S\n }")),
                needed("vrrp_track_process", PROCESS, instance("V", 1, "track_process {\n P\n }")),
                needed("track_file", FILE, instance("V", 1, "track_file {\n F\n }")),
                needed("vrrp_track_file", OLD_FILE, instance("V", 1, "track_file {\n F\n }")),
                needed("bfd_instance", BFD, instance("V", 1, "track_bfd {\n B\n }")),
                needed("script of group", SCRIPT, members() + syncGroup("track_script {\n S\n }")),
                needed(
                        "process of group",
                        PROCESS,
                        members() + syncGroup("track_process {\n P\n }")),
                needed("file of group", FILE, members() + syncGroup("track_file {\n F\n }")),
                needed("session of group", BFD, members() + syncGroup("track_bfd {\n B\n }")),
                needed(
                        "FILE_CHECK",
                        FILE,
                        service("192.0.2.1 80", "FILE_CHECK {\n track_file F\n }")),
                needed("BFD_CHECK", BFD, service("192.0.2.1 80", "BFD_CHECK {\n name B\n }")),
                needed("group of address", instance("V", 1, "") + TRACK_GROUP, staticAddress()),
                needed("group of route", instance("V", 1, "") + TRACK_GROUP, staticRoute()),
                needed("group of rule", instance("V", 1, "") + TRACK_GROUP, staticRule()),
                free("virtual_server_group", GROUP, service("group G", "")),
                free("members of sync group", members(), syncGroup("")),
                free("members of track_group", instance("V", 1, ""), TRACK_GROUP));
    }

    private static Arguments needed(String name, String definition, String use) {
        return arguments(name, definition, use, Severity.WARNING);
    }

    private static Arguments free(String name, String definition, String use) {
        return arguments(name, definition, use, Severity.HINT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void definition_afterItsUse_isFoundAndPointedOut(
            String name, String definition, String use, Severity severity) throws IOException {
        ReadResult before = read(name, SCRIPTS + definition + use);
        ReadResult after = read(name, SCRIPTS + use + definition);
        assertThat(later(before)).isEmpty();
        assertThat(later(after)).isNotEmpty().allMatch(found -> found.severity() == severity);
        assertThat(after.configuration()).isEqualTo(before.configuration());
        assertThat(ConfigTestStatus.of(after.diagnostics()))
                .isEqualTo(
                        severity == Severity.HINT
                                ? ConfigTestStatus.OK
                                : ConfigTestStatus.REPORTED);
    }

    static Stream<Arguments> places() {
        String use = instance("V", 1, "track_script {\n S\n }");
        return Stream.of(
                arguments("in an include before", "include script\n" + use, 0),
                arguments("in an include after", use + "include script\n", 1),
                arguments("replayed before", "$S= \\\n" + replayed() + "\n$S\n" + use, 0),
                arguments("replayed after", "$S= \\\n" + replayed() + "\n" + use + "$S\n", 1));
    }

    private static String replayed() {
        return SCRIPT.strip().replace("\n", " \\\n") + "\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void place_isWhereTheTextTakesEffect(String name, String text, int later) throws IOException {
        Files.writeString(directory.resolve("script"), SCRIPT);
        assertThat(later(read(name, SCRIPTS + text))).hasSize(later);
    }

    private static List<Diagnostic> later(ReadResult result) {
        return result.diagnostics().stream()
                .filter(found -> found.code().id().equals("reference.later"))
                .toList();
    }

    private ReadResult read(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("conf"), text);
        ReadResult result = FakeSystem.read(file);
        assertThat(result.diagnostics())
                .as(name)
                .allMatch(found ->
                        found.code().id().equals("reference.later")
                                || found.severity() == Severity.HINT
                                || found.code().id().equals("keyword.deprecated"));
        return result;
    }

    private static String instance(String name, int id, String body) {
        return "vrrp_instance "
                + name
                + " {\n interface eth0\n virtual_router_id "
                + id
                + "\n virtual_ipaddress {\n 192.0.2.1"
                + id
                + "\n }\n "
                + body
                + "\n}\n";
    }

    private static String members() {
        return instance("V", 1, "") + instance("W", 2, "");
    }

    private static String syncGroup(String body) {
        return "vrrp_sync_group Y {\n group {\n V\n W\n }\n " + body + "\n}\n";
    }

    private static String service(String address, String checker) {
        return "virtual_server "
                + address
                + " {\n lb_algo rr\n lb_kind NAT\n protocol TCP\n real_server 198.51.100.1 80 {\n "
                + checker
                + "\n }\n}\n";
    }

    private static String staticAddress() {
        return "static_ipaddress {\n 192.0.2.9/24 dev eth0 track_group T\n}\n";
    }

    private static String staticRoute() {
        return "static_routes {\n 198.51.100.0/24 dev eth0 track_group T\n}\n";
    }

    private static String staticRule() {
        return "static_rules {\n from 198.51.100.0/24 iif eth0 table 5 preference 9 track_group T\n}\n";
    }
}
