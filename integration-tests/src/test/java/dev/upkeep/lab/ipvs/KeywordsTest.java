package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.ServiceCases;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// For every keyword that shapes a kernel entry: the same entry as keepalived makes of the same
/// file. Two hosts, one with either daemon; what each kernel table holds is compared case by case.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeywordsTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /// Made last by both daemons, being last in the file: when it is there, all is.
    private static final String LAST =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.71.0.1 80 {
             }
            }
            """;

    private static final String GLOBAL =
            "global_defs {\n lvs_timeouts tcp 1000 tcpfin 100 udp 200\n}\n";

    private Lab lab;
    private Host theirs;
    private Host ours;
    private List<String> expected;
    private List<String> found;

    static Stream<ServiceCases.Case> cases() {
        return ServiceCases.all().stream();
    }

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("keywords"));
        theirs = lab.add(HostSpec.named("theirs").address("10.72.0.1/24"));
        ours = lab.add(HostSpec.named("ours").address("10.72.0.2/24"));
        var file = lab.logs().resolve("keepalived.conf");
        theirs.write(
                file,
                GLOBAL
                        + cases().map(ServiceCases.Case::configuration)
                                .collect(Collectors.joining())
                        + LAST);
        Daemon reference = Daemon.start(lab, theirs, Program.KEEPALIVED, file, "--check");
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file, "--check");
        awaitLast(reference);
        awaitLast(daemon);
        expected = entries(theirs);
        found = entries(ours);
    }

    private static void awaitLast(Daemon daemon) {
        Await.until(
                "the last service on " + daemon.host(),
                LIMIT,
                () ->
                        IpvsTable.of(daemon.host()).services().stream()
                                .anyMatch(service ->
                                        service.key().equals("TCP 10.79.0.1:80")
                                                && service.destinations().size() == 1),
                daemon::lastWords);
    }

    /// One line for each service and destination, with everything `ipvsadm` can print of it.
    private static List<String> entries(Host host) {
        return host.run("ipvsadm", "-Sn").lines();
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void keyword_inAFile_makesTheEntryThatKeepalivedMakes(ServiceCases.Case one) {
        assertThat(of(one, found)).isEqualTo(of(one, expected));
    }

    private static List<String> of(ServiceCases.Case one, List<String> entries) {
        return entries.stream()
                .map(entry -> entry + " ")
                .filter(entry -> one.keys().stream().anyMatch(entry::contains))
                .sorted()
                .toList();
    }

    @Test
    void table_asAWhole_isKeepalivedsOwn() {
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected.size()).as("entries compared").isGreaterThan(100);
    }

    @Test
    void lvsTimeouts_areTheKernels() {
        assertThat(ours.run("ipvsadm", "-L", "--timeout").out())
                .isEqualTo(theirs.run("ipvsadm", "-L", "--timeout").out())
                .contains("1000 100 200");
    }
}
