package dev.upkeep.checkers.reconcile;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.endpoint;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.check.Lines;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The effects of a kernel without memory, or one that somebody else changes, on a table: the
/// refusal is named, everything else goes on, and what was refused is asked for again.
class RefusedRequestsTest {

    private static final ServiceKey WEB = new ServiceKey.OnAddress(6, endpoint("10.0.0.9:80"));
    private static final ServiceKey MAIL = new ServiceKey.OnAddress(6, endpoint("10.0.0.8:80"));

    private static final BalancerConfiguration BEFORE = table(1, "10.0.0.1:80", "10.0.0.2:80");
    private static final BalancerConfiguration AFTER = table(3, "10.0.0.1:80", "10.0.0.3:80");

    @TempDir private Path directory;
    private final FakeKernel kernel = new FakeKernel();
    private final Lines log = new Lines();

    private static BalancerConfiguration table(int weight, String first, String second) {
        return configuration(
                service("10.0.0.9:80", 1, null, server(first, weight), server(second, 1)),
                service("10.0.0.8:80", 1, null, server(first, weight), server(second, 1)));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "memory for a service",
                        Errno.ENOMEM,
                        of(request ->
                                request instanceof IpvsRequest.AddService(var service)
                                        && service.key().equals(WEB)),
                        "IPVS cmd IP_VS_SO_SET_ADD(1154) error: Cannot allocate memory(12)"
                                + " (10.0.0.9:tcp:80): add service [10.0.0.9]:tcp:80 rr:"
                                + " ENOMEM, Cannot allocate memory (errno 12)"),
                arguments(
                        "room for a server",
                        Errno.ENOSPC,
                        of(request ->
                                request instanceof IpvsRequest.AddDestination(var key, var to)
                                        && key.equals(WEB)
                                        && to.endpoint().equals(endpoint("10.0.0.2:80"))),
                        "IPVS cmd IP_VS_SO_SET_ADDDEST(1159) error: No space left on device(28)"
                                + " (10.0.0.9:tcp:80 -> 10.0.0.2:80):"
                                + " add server [10.0.0.2]:80 (NAT, weight 1) to service"
                                + " [10.0.0.9]:tcp:80: ENOSPC, No space left on device (errno 28)"),
                arguments(
                        "a server that is there and is not in the dump",
                        Errno.EEXIST,
                        of(request ->
                                request instanceof IpvsRequest.AddDestination(var key, var to)
                                        && key.equals(WEB)
                                        && to.endpoint().equals(endpoint("10.0.0.1:80"))),
                        "IPVS cmd IP_VS_SO_SET_ADDDEST(1159) error: Destination already exists(17)"
                                + " (10.0.0.9:tcp:80 -> 10.0.0.1:80):"
                                + " add server [10.0.0.1]:80 (NAT, weight 1) to service"
                                + " [10.0.0.9]:tcp:80: EEXIST, File exists (errno 17)"));
    }

    private static Predicate<IpvsRequest> of(Predicate<IpvsRequest> which) {
        return which;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void start_refusedOneRequest_namesIt_goesOn_andAsksAgain(
            String what, int errno, Predicate<IpvsRequest> which, String line) {
        kernel.refuse(which, errno);
        IpvsReconciler reconciler = reconciler();
        start(reconciler, BEFORE);

        assertThat(log.errors()).as(what).containsExactly(line);
        assertThat(kernel.table().services())
                .containsEntry(MAIL, Objects.requireNonNull(desired(BEFORE).services().get(MAIL)));
        assertThat(reconciler.outOfSync()).isTrue();
        reconciler.reconcile();
        assertThat(log.errors()).as("not said again").hasSize(1);

        kernel.refuseNothing();
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(desired(BEFORE));
        assertThat(reconciler.outOfSync()).isFalse();
        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void refusalThatComesAgainAfterItWasOver_isSaidAgain() {
        IpvsReconciler reconciler = reconciler();
        for (int i = 1; i <= 2; i++) {
            kernel.refuse(request -> request instanceof IpvsRequest.EditDestination, Errno.ENOMEM);
            start(reconciler, i == 1 ? BEFORE : AFTER);
            replace(reconciler, i == 1 ? AFTER : BEFORE);
            assertThat(reconciler.outOfSync()).isTrue();
            kernel.refuseNothing();
            reconciler.reconcile();
        }
        assertThat(log.errors())
                .filteredOn(line -> line.contains("[10.0.0.1]:80 (NAT, weight 3) of service"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> line.endsWith("ENOMEM, Cannot allocate memory (errno 12)"));
    }

    /// ESRCH and ENOENT: the reload edits, deletes and adds what somebody else has deleted.
    @Test
    void reload_afterSomebodyDeletedAServiceAndAServer_bringsTheWholeTable() {
        IpvsReconciler reconciler = reconciler();
        start(reconciler, BEFORE);
        kernel.meddle(new IpvsRequest.DeleteService(WEB));
        kernel.meddle(new IpvsRequest.DeleteDestination(MAIL, endpoint("10.0.0.1:80")));
        kernel.meddle(new IpvsRequest.DeleteDestination(MAIL, endpoint("10.0.0.2:80")));
        replace(reconciler, AFTER);

        assertThat(kernel.table()).isEqualTo(desired(AFTER));
        assertThat(reconciler.outOfSync()).isFalse();
        assertThat(log.errors())
                .containsExactlyInAnyOrder(
                        "IPVS cmd IP_VS_SO_SET_EDITDEST(1161) error: No such service(3)"
                                + " (10.0.0.9:tcp:80 -> 10.0.0.1:80):"
                                + " edit server [10.0.0.1]:80 (NAT, weight 3) of service"
                                + " [10.0.0.9]:tcp:80: ESRCH, No such process (errno 3)",
                        "IPVS cmd IP_VS_SO_SET_ADDDEST(1159) error: No such service(3)"
                                + " (10.0.0.9:tcp:80 -> 10.0.0.3:80):"
                                + " add server [10.0.0.3]:80 (NAT, weight 1) to service"
                                + " [10.0.0.9]:tcp:80: ESRCH, No such process (errno 3)",
                        "IPVS cmd IP_VS_SO_SET_EDITDEST(1161) error: No such destination(2)"
                                + " (10.0.0.8:tcp:80 -> 10.0.0.1:80):"
                                + " edit server [10.0.0.1]:80 (NAT, weight 3) of service"
                                + " [10.0.0.8]:tcp:80: ENOENT, No such file or directory (errno 2)");
    }

    @Test
    void exchangeThatIsLost_isNamed_andThePutRight() {
        IpvsReconciler reconciler = reconciler();
        kernel.failExchanges(1, Errno.ENOBUFS);
        start(reconciler, BEFORE);
        assertThat(log.errors())
                .containsExactly(
                        "IPVS requests may be lost: IPVS batch: ENOBUFS, No buffer space available"
                                + " (errno 105)");
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(desired(BEFORE));
        assertThat(reconciler.outOfSync()).isFalse();
    }

    private IpvsReconciler reconciler() {
        return new IpvsReconciler(
                kernel,
                new NftablesReconciler(FilterBackend.kernel(null), log),
                new OwnershipFile(directory.resolve("ipvs.owned")),
                log);
    }

    private static void start(IpvsReconciler reconciler, BalancerConfiguration configuration) {
        reconciler.start(Models.desired(configuration), false);
    }

    private static void replace(IpvsReconciler reconciler, BalancerConfiguration configuration) {
        reconciler.replace(Models.desired(configuration));
    }

    private static IpvsTable desired(BalancerConfiguration configuration) {
        return Models.desired(configuration).table();
    }
}
