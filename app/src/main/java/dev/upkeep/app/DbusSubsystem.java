package dev.upkeep.app;

import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.DbusSettings;
import dev.upkeep.dbus.DbusHooks;
import dev.upkeep.dbus.DbusService;
import dev.upkeep.dbus.object.BusObjects;
import dev.upkeep.dbus.object.BusObjects.DaemonMethod;
import dev.upkeep.dbus.object.BusState;
import dev.upkeep.dbus.object.ObjectPaths;
import dev.upkeep.vrrp.io.SteeringRequest;
import dev.upkeep.vrrp.io.VrrpService;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The D-Bus interface as a part of the daemon.
final class DbusSubsystem implements Subsystem, BusObjects.Actions {

    private static final Logger log = LoggerFactory.getLogger(DbusSubsystem.class);

    private final Supplier<@Nullable VrrpService> vrrp;
    private final DbusHooks hooks;
    private final Consumer<DaemonSignal> signals;
    private final Function<Configuration, ObjectPaths> places;
    private DbusSettings settings;
    private ObjectPaths paths;
    private DbusService service;

    /// Starts the service.
    ///
    /// @param vrrp gives null while no instance is configured
    /// @param hooks get to know the service
    /// @param signals does what a signal to the process would
    /// @param places gives the paths of the objects
    DbusSubsystem(
            Configuration configuration,
            Supplier<@Nullable VrrpService> vrrp,
            DbusHooks hooks,
            Consumer<DaemonSignal> signals,
            Function<Configuration, ObjectPaths> places) {
        this.vrrp = vrrp;
        this.hooks = hooks;
        this.signals = signals;
        this.places = places;
        settings = configuration.global().dbus();
        paths = places.apply(configuration);
        service = start(configuration);
    }

    private DbusService start(Configuration configuration) {
        DbusService started =
                new DbusService(settings.serviceName(), paths, configuration.vrrpInstances(), this);
        hooks.publishTo(started);
        VrrpService running = vrrp.get();
        if (running != null) {
            var _ =
                    running.status()
                            .thenAccept(all ->
                                    all.forEach(each ->
                                            started.known(
                                                    each.instance(),
                                                    BusState.of(each.state().role()))));
        }
        return started;
    }

    /// VRRP notifies the service when it has the next configuration, if it runs.
    @Override
    public CompletableFuture<Void> reload(Configuration next) {
        ObjectPaths desired = places.apply(next);
        if (!next.global().dbus().equals(settings) || !desired.equals(paths)) {
            service.close();
            settings = next.global().dbus();
            paths = desired;
            service = start(next);
        } else if (vrrp.get() == null || next.vrrpInstances().isEmpty()) {
            service.reloaded(next.vrrpInstances());
        } else {
            service.expect(next.vrrpInstances());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        hooks.publishTo(null);
        service.close();
    }

    @Override
    public void daemon(DaemonMethod method) {
        switch (method) {
            case PRINT_DATA -> {
                log.info("Printing VRRP data on DBus request");
                signals.accept(DaemonSignal.DATA);
            }
            case PRINT_STATS -> {
                log.info("Printing VRRP stats on DBus request");
                signals.accept(DaemonSignal.STATS);
            }
            case PRINT_STATS_CLEAR -> {
                log.info("Printing and clearing VRRP stats on DBus request");
                signals.accept(DaemonSignal.STATS_CLEAR);
            }
            case RELOAD_CONFIG -> signals.accept(DaemonSignal.RELOAD);
        }
    }

    @Override
    public void sendGarp(String instance) {
        log.info("Sending garps on {} on DBus request", instance);
        VrrpService running = vrrp.get();
        if (running != null) {
            var _ =
                    running.steer(new SteeringRequest.Announce(instance))
                            .thenAccept(outcome -> {
                                if (!outcome.done()) {
                                    log.info("Nothing is announced: {}", outcome.text());
                                }
                            });
        }
    }
}
