package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.Lines;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.reconcile.FilterBackend;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.reconcile.NftablesReconciler;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.fixture.Records;
import dev.upkeep.config.model.CheckerGlobals;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.ipvs.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/// A registry whose one backend passes every attempt, or fails it while it is broken. The checks of
/// [Models] run every 6 s, the first time after one second, and retry 3 times after 3 s.
final class OneBackend {

    /// Second of each attempt.
    final List<Long> attempts = new ArrayList<>();

    /// The events that hooks got: address of the virtual server, what, and `UP` or `DOWN`.
    final List<String> published = new ArrayList<>();

    final Lines log = new Lines();
    final ServiceRegistry registry;
    boolean broken;

    /// What `SSL_GET` reports as the end of the certificate, null for none.
    @Nullable Instant certificate;

    private final FakeKernel kernel = new FakeKernel();
    private final IpvsReconciler reconciler =
            new IpvsReconciler(
                    kernel,
                    new NftablesReconciler(FilterBackend.kernel(null), NOPLogger.NOP_LOGGER),
                    new OwnershipFile(null),
                    NOPLogger.NOP_LOGGER);
    private final ManualLoop loop = new ManualLoop();
    private final long began = loop.now();

    OneBackend() {
        IpvsUpdates updates = new DirectUpdates(reconciler);
        registry =
                new ServiceRegistry(
                        new CheckScheduler.Resources(
                                loop,
                                _ -> prepared(),
                                new ProbeLimiter(100),
                                new SplittableRandom(1)),
                        updates,
                        new HealthEventPublisher(hooks(), log),
                        new ServedAddressPublisher(updates, hooks(), NOPLogger.NOP_LOGGER),
                        NOPLogger.NOP_LOGGER);
    }

    void start(CheckerGlobals checkers, VirtualServer... services) {
        registry.start(configuration(checkers, services), AdminStates.NONE);
        registry.begin();
        published.clear();
    }

    /// Starts with the text of a keepalived.conf.
    void start(String text) {
        BalancerConfiguration all = BalancerConfiguration.of(Configurations.of(text));
        reconciler.start(registry.start(all, AdminStates.NONE), false);
        registry.begin();
        published.clear();
    }

    /// The weights of all destinations in the kernel, one after the other.
    List<Integer> weights() {
        return kernel.table().services().values().stream()
                .flatMap(entry -> entry.destinations().values().stream())
                .map(Destination::weight)
                .toList();
    }

    void reload(CheckerGlobals checkers, VirtualServer... services) {
        registry.reload(configuration(checkers, services), () -> {});
        published.clear();
    }

    void advance(int seconds) {
        loop.advance(Duration.ofSeconds(seconds));
    }

    private static BalancerConfiguration configuration(
            CheckerGlobals checkers, VirtualServer... services) {
        BalancerConfiguration all = Models.configuration(services);
        return Records.with(all, "lvs", Records.with(all.lvs(), "checkers", checkers));
    }

    private Attempts.Prepared prepared() {
        return new Attempts.Prepared() {
            @Override
            public Attempts.Attempt begin(int url, Consumer<ProbeResult> done) {
                return attempt(done);
            }

            @Override
            public @Nullable Instant certificateExpires() {
                return certificate;
            }
        };
    }

    private Attempts.Attempt attempt(Consumer<ProbeResult> done) {
        attempts.add(Duration.ofNanos(loop.now() - began).toSeconds());
        loop.execute(() ->
                done.accept(
                        broken
                                ? new ProbeResult.Failed("refused")
                                : new ProbeResult.Passed("connected", null)));
        return () -> {};
    }

    private CheckerHooks hooks() {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {
                add(event.service(), "RS", event.up());
            }

            @Override
            public void checkChanged(ServerEvent event) {
                add(event.service(), "check", event.up());
            }

            @Override
            public void addressesServed(Set<IpAddress> addresses) {}

            @Override
            public void quorumChanged(QuorumEvent event) {
                add(event.service(), "VS", event.up());
            }
        };
    }

    private void add(VirtualServer service, String what, boolean up) {
        String address = service.address().toString().replaceAll(".*?([0-9.]{7,}).*", "$1");
        published.add(address + " " + what + (up ? " UP" : " DOWN"));
    }
}
