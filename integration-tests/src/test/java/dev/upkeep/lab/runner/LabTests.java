package dev.upkeep.lab.runner;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.upkeep.lab.host.Commands;
import dev.upkeep.lab.host.Output;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the tests that need the lab, inside it: every class tagged `lab`, here and in the modules
/// netlink and parser, or those whose name contains one of the arguments.
///
/// Several guests may share the work: each takes the next class that none has claimed, by making a
/// directory in `lab.claims`. The result, `passed failed unstable`, goes to the file `lab.result`.
///
/// The guests are slow and share two processors, so the first few tests that fail are tried once
/// more. One that passes then counts as passed, and its name stands in the output as `UNSTABLE`.
public final class LabTests {
    private static final int SECOND_ATTEMPTS = 3;

    private LabTests() {}

    public static void main(String[] names) throws IOException {
        Launcher launcher = LauncherFactory.create();
        var report = new LabReport(System.out);
        int attemptsLeft = SECOND_ATTEMPTS;
        Path claims = Path.of(System.getProperty("lab.claims"));
        for (Class<?> test : classes(launcher, List.of(names))) {
            if (claimed(claims.resolve(test.getSimpleName()))) {
                execute(launcher, selectClass(test), report);
                for (TestIdentifier failure : report.takeFailures()) {
                    if (attemptsLeft-- > 0 && passesNow(launcher, failure)) {
                        report.passedAgain(failure);
                    }
                }
            }
        }
        Files.writeString(
                Path.of(System.getProperty("lab.result")),
                report.passed() + " " + report.failed() + " " + report.unstable() + "\n");
        System.exit(report.failed() == 0 ? 0 : 1);
    }

    private static boolean passesNow(Launcher launcher, TestIdentifier failure) {
        var second = new LabReport(System.out);
        execute(launcher, selectUniqueId(failure.getUniqueId()), second);
        return second.passed() > 0 && second.failed() == 0;
    }

    private static void execute(Launcher launcher, DiscoverySelector what, LabReport report) {
        launcher.execute(LauncherDiscoveryRequestBuilder.request().selectors(what).build(), report);
    }

    private static boolean claimed(Path claim) throws IOException {
        try {
            Files.createDirectory(claim);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false; // another guest has it
        }
    }

    private static List<Class<?>> classes(Launcher launcher, List<String> names) {
        TestPlan plan =
                launcher.discover(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        selectPackage("dev.upkeep.lab"),
                                        selectPackage("dev.upkeep.netlink.io"),
                                        selectPackage("dev.upkeep.config.corpus"))
                                .filters(TagFilter.includeTags(tags()))
                                .build());
        var found = new TreeMap<String, Class<?>>();
        plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .map(LabTests::classOf)
                .flatMap(java.util.Optional::stream)
                .forEach(test -> found.put(test.getSimpleName(), test));
        return found.values().stream()
                .filter(test ->
                        names.isEmpty() || names.stream().anyMatch(test.getSimpleName()::contains))
                .toList();
    }

    /// Of the tests that need nftables, `lab.nftables` says whether this guest runs them `only`, or
    /// another does (`elsewhere`); else they are left out where the kernel has none for IP. Those
    /// that take the kernel apart are left out where it is the host's.
    private static List<String> tags() {
        String nftables = System.getProperty("lab.nftables", "");
        if (nftables.equals("only")) {
            return List.of(NftablesTest.TAG);
        }
        List<String> tags = new ArrayList<>(List.of("lab"));
        Output probe =
                Commands.attempt(
                        List.of("unshare", "--net", "nft", "add", "table", "ip", "probe"), "");
        if (probe.ok()) {
            tags.add(NftablesTest.TAG);
        } else if (!nftables.equals("elsewhere")) {
            System.out.println("Left out: tests of nftables, which this kernel lacks for IP");
        }
        if ("host".equals(System.getenv("UPKEEP_LAB_KERNEL"))) {
            System.out.println("Left out: tests that unload modules, in the host's own kernel");
        } else {
            tags.add(GuestTest.TAG);
        }
        return tags;
    }

    private static java.util.Optional<Class<?>> classOf(TestIdentifier test) {
        return test.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass());
    }
}
