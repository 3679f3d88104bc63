package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.Fence;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.check.CheckMessages;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.CheckerGlobals.LogLevel;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.netlink.loop.Gap;
import dev.upkeep.netlink.loop.RepeatedMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Reports to the log and the hooks what happens to servers and services. Each hook and each group
/// of log lines is fenced by itself: what one throws changes nothing for the others or the caller.
/// Belongs to the thread of the checks.
final class HealthEventPublisher {

    private final CheckerHooks hooks;
    private final Logger log;
    private final Fence fence;
    private static final String ABLE_AGAIN = "runs again";

    private final RepeatedMessages repeated = new RepeatedMessages();
    private LogLevel level = LogLevel.STEPS;

    /// @param hooks must not block
    HealthEventPublisher(CheckerHooks hooks, Logger log) {
        this.hooks = hooks;
        this.log = log;
        this.fence = new Fence(log);
    }

    private void log(Runnable lines) {
        fence.run("A log line", lines);
    }

    /// Sets the lines about checks that are logged (`checker_log_level`).
    void logLevel(LogLevel level) {
        this.level = level;
    }

    private boolean logs(LogLevel asked) {
        return level.compareTo(asked) >= 0;
    }

    /// Logs an attempt that changed nothing, where every attempt is logged.
    void attempt(CheckTask task, ProbeResult result, Duration took) {
        if (logs(LogLevel.ATTEMPTS)) {
            log(() -> logAttempt(task, result, took));
        }
    }

    private void logAttempt(CheckTask task, ProbeResult result, Duration took) {
        if (result instanceof ProbeResult.Passed passed) {
            log.info("{} ({})", messages(task).passed(passed), milliseconds(took));
        }
    }

    /// Logs the result of a check: changes always, failed attempts where that is asked for.
    void result(
            CheckTask task,
            ProbeResult result,
            Duration took,
            CheckState before,
            Verdict.Step step) {
        log(() -> logResult(task, result, took, before, step));
    }

    private void logResult(
            CheckTask task,
            ProbeResult result,
            Duration took,
            CheckState before,
            Verdict.Step step) {
        boolean changed = step.decided() && (!before.judged() || before.up() != step.state().up());
        if (before.unable() != null && !(result instanceof ProbeResult.Unjudged)) {
            logAbleAgain(task);
        }
        switch (result) {
            case ProbeResult.Passed passed -> {
                boolean stepwise = task.checker() instanceof Checker.Http;
                if (stepwise && (!before.up() || !before.judged()) && logs(LogLevel.STEPS)) {
                    log.info(messages(task).step(passed, before.url()));
                }
                if (changed) {
                    log.info("{} ({})", messages(task).up(passed), milliseconds(took));
                } else {
                    attempt(task, result, took);
                }
            }
            case ProbeResult.Failed failed -> {
                boolean asked = task.timing().logAllFailures() && logs(LogLevel.STEPS);
                if (asked || logs(LogLevel.FAILURES)) {
                    log.info(messages(task).attempt(failed, before.url()));
                }
                if (changed) {
                    log.info(
                            "{} ({})",
                            messages(task).down(failed, step, task.timing().retry()),
                            milliseconds(took));
                }
            }
            case ProbeResult.Unjudged unjudged -> {
                if (!unjudged.cause().equals(before.unable())) {
                    logUnable(task, unjudged, before.up());
                }
            }
        }
    }

    /// Returns how long the attempt took: `1.4 ms`.
    private static String milliseconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
    }

    /// A reason that many checks have is logged once in a while, with their number.
    private void logUnable(CheckTask task, ProbeResult.Unjudged unjudged, boolean up) {
        int unlogged = repeated.count(unjudged.cause(), System.nanoTime());
        if (unlogged >= 0) {
            log.warn(messages(task).unable(unjudged, up));
        }
        if (unlogged > 0) {
            log.warn("{} more checks could not run: {}", unlogged, unjudged.cause());
        }
    }

    private void logAbleAgain(CheckTask task) {
        int unlogged = repeated.count(ABLE_AGAIN, System.nanoTime());
        if (unlogged >= 0) {
            log.info(messages(task).ableAgain());
        }
        if (unlogged > 0) {
            log.info("{} more checks run again", unlogged);
        }
    }

    /// Logs that the certificate of a server expires soon.
    void certificateExpires(CheckTask task, Instant expires, Duration left) {
        log(() ->
                log.warn(
                        "Certificate of {} of VS {}: {} at {}",
                        PoolKey.serverName(
                                task.run().pool().service(),
                                task.run().pool().members().get(task.server()).endpoint()),
                        task.run().pool().key(),
                        left.isNegative() ? "expired" : "expires in " + left.toDays() + " days,",
                        expires));
    }

    /// Logs that the event loop did not run in time.
    void gap(Gap gap) {
        log(() ->
                log.warn(
                        "The health checks did not run for {}; failures of checks that ran meanwhile"
                                + " do not count",
                        gap.text()));
    }

    /// Publishes what a result changed in its pool, and that the check changed its verdict.
    ///
    /// @param verdictChanged whether the check itself went up or down
    /// @param events what became of the pool
    void checkResult(
            CheckTask task, ProbeResult result, boolean verdictChanged, List<PoolEvent> events) {
        if (events.isEmpty() && !verdictChanged) {
            return;
        }
        Pool pool = task.run().pool();
        String detail = detail(messages(task), result);
        publish(pool, events, Cause.CHECK, detail);
        if (verdictChanged) {
            checkChanged(pool, task.server(), events, detail);
        }
    }

    private static String detail(CheckMessages messages, ProbeResult result) {
        return switch (result) {
            case ProbeResult.Passed _ -> messages.mailUp();
            case ProbeResult.Failed(String reason) -> messages.mailDown(reason);
            case ProbeResult.Unjudged(String reason, _) -> messages.mailDown(reason);
        };
    }

    private static CheckMessages messages(CheckTask task) {
        Pool pool = task.run().pool();
        RealServer server = pool.service().realServers().get(task.server());
        return new CheckMessages(task.checker(), pool.service(), pool.key(), server);
    }

    /// Publishes what became of the servers and the quorum of a pool.
    ///
    /// @param detail for mails
    void publish(Pool pool, List<PoolEvent> events, Cause cause, String detail) {
        for (PoolEvent event : events) {
            log(() -> {
                if (event instanceof PoolEvent.ServerGone(var server, _) && cause == Cause.RELOAD) {
                    log.info(PoolMessages.noLongerExists(pool.service(), server));
                }
                PoolMessages.of(pool, event).forEach(log::info);
            });
            callHooks(pool, event, cause, detail);
        }
    }

    private void callHooks(Pool pool, PoolEvent event, Cause cause, String detail) {
        switch (event) {
            case PoolEvent.ServerUp(var server) -> serverChanged(pool, server, true, cause, detail);
            case PoolEvent.ServerStartsUp(var server) ->
                    serverChanged(pool, server, true, cause, "Starting up");
            case PoolEvent.ServerDown(var server) ->
                    serverChanged(pool, server, false, cause, detail);
            case PoolEvent.ServerStaysDown(var server) ->
                    serverChanged(pool, server, false, cause, detail);
            case PoolEvent.ServerGone(var server, boolean wasUp) -> {
                if (wasUp) {
                    serverChanged(pool, server, false, cause, "Removing");
                }
            }
            case PoolEvent.QuorumGained(long live) -> quorumChanged(pool, true, cause, live);
            case PoolEvent.QuorumLost(long live) -> quorumChanged(pool, false, cause, live);
            case PoolEvent.QuorumMissing(long live) ->
                    quorumChanged(pool, false, Cause.START, live);
            case PoolEvent.WeightChanged _, PoolEvent.SorryServes _, PoolEvent.SorryStops _ -> {}
        }
    }

    /// Publishes the verdict of a check that is driven from outside.
    void passiveResult(
            Pool pool, int server, CheckMessages messages, boolean up, List<PoolEvent> events) {
        log(() -> log.info(messages.passive(up)));
        checkChanged(pool, server, events, up ? messages.mailUp() : messages.mailDown(""));
    }

    /// Calls the hook of a check that changed its verdict, unless its server went up or down by
    /// that.
    private void checkChanged(Pool pool, int server, List<PoolEvent> events, String detail) {
        if (events.stream().noneMatch(HealthEventPublisher::isOfServer)) {
            RealServer real = pool.service().realServers().get(server);
            ServerEvent event = event(pool, real, pool.state(server).up(), Cause.CHECK, detail);
            fence.run("Notification of a check", () -> hooks.checkChanged(event));
        }
    }

    private static boolean isOfServer(PoolEvent event) {
        return switch (event) {
            case PoolEvent.ServerUp _,
                    PoolEvent.ServerDown _,
                    PoolEvent.ServerStaysDown _,
                    PoolEvent.ServerStartsUp _,
                    PoolEvent.ServerGone _ ->
                    true;
            case PoolEvent.WeightChanged _,
                    PoolEvent.QuorumGained _,
                    PoolEvent.QuorumLost _,
                    PoolEvent.QuorumMissing _,
                    PoolEvent.SorryServes _,
                    PoolEvent.SorryStops _ ->
                    false;
        };
    }

    private void serverChanged(
            Pool pool, RealServer server, boolean up, Cause cause, String detail) {
        ServerEvent event = event(pool, server, up, cause, detail);
        fence.run("Notification of a real server", () -> hooks.serverChanged(event));
    }

    private static ServerEvent event(
            Pool pool, RealServer server, boolean up, Cause cause, String detail) {
        return new ServerEvent(
                pool.service(),
                pool.key().toString(),
                server,
                PoolKey.serverName(pool.service(), server.endpoint()),
                up,
                cause,
                detail);
    }

    private void quorumChanged(Pool pool, boolean up, Cause cause, long live) {
        QuorumEvent event = new QuorumEvent(pool.service(), pool.key().toString(), up, cause, live);
        fence.run("Notification of a quorum", () -> hooks.quorumChanged(event));
    }

    /// A reload removed a service: all of its servers go, and the quorum with them.
    void serviceRemoved(Pool pool) {
        log(() -> log.info(PoolMessages.serviceRemoved(pool)));
        publish(pool, pool.end(), Cause.RELOAD, "");
        if (pool.quorumUp()) {
            quorumChanged(pool, false, Cause.RELOAD, 0);
        }
    }

    /// A service stops with the daemon, server by server; hooks are called with `omega` only.
    void stopping(Pool pool) {
        List<RealServer> servers = pool.service().realServers();
        boolean omega = pool.service().policy().omega();
        for (int i = 0; i < servers.size(); i++) {
            int server = i;
            log(() -> log.info(PoolMessages.shuttingDown(pool, server)));
            if (omega && pool.state(i).serves() && !pool.sorryServes()) {
                serverChanged(pool, servers.get(i), false, Cause.STOP, "Shutting down");
            }
        }
        if (omega) {
            quorumChanged(pool, false, Cause.STOP, 0);
        }
    }

    /// Logs that a check is suspended or resumed.
    void suspensionChanged(CheckTask task, boolean suspended) {
        log(() -> {
            Pool pool = task.run().pool();
            RealServer server = pool.service().realServers().get(task.server());
            log.info(
                    "{} healthchecker for service {} for VS {}",
                    suspended ? "Suspending" : "Activating",
                    PoolKey.serverName(pool.service(), server.endpoint()),
                    pool.key());
        });
    }

    /// Logs services that repeat an earlier one.
    void repeatedServices(List<VirtualServer> repeated) {
        for (VirtualServer service : repeated) {
            log(() ->
                    log.warn(
                            "Virtual server {} is configured twice; the first one counts",
                            service.address()));
        }
    }

    /// Logs the administrative states that a pool has from an earlier run.
    void restoredAdminStates(Pool pool) {
        List<RealServer> servers = pool.members();
        for (int i = 0; i < servers.size(); i++) {
            RealServer server = servers.get(i);
            AdminState state = pool.state(i).adminState();
            if (state != AdminState.ENABLED) {
                log(() -> log.info("{}, as before", PoolMessages.adminState(pool, server, state)));
            }
        }
    }

    /// Logs that the operator changed the administrative state of a server.
    ///
    /// @param weight null for the configured one
    void operatorWeight(Pool pool, int server, @Nullable Integer weight) {
        log(() -> log.info(PoolMessages.operatorWeight(pool, pool.members().get(server), weight)));
    }

    void adminStateChanged(Pool pool, int server, AdminState state) {
        log(() -> log.info(PoolMessages.adminState(pool, pool.members().get(server), state)));
    }
}
