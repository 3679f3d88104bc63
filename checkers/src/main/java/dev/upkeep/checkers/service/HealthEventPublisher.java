package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.check.CheckMessages;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import java.util.List;
import org.slf4j.Logger;

/// Tells the log and the hooks what happens to servers and services. Belongs to the thread of the
/// checks.
///
/// @param hooks must not block
public record HealthEventPublisher(CheckerHooks hooks, Logger log) {

    /// Logs the result of a check: changes always, failed attempts where that is asked for.
    void result(
            CheckTask task,
            CheckMessages text,
            ProbeResult result,
            CheckState before,
            Verdict.Step step) {
        boolean news = step.decided() && (!before.judged() || before.up() != step.state().up());
        switch (result) {
            case ProbeResult.Passed passed -> {
                boolean stepwise = task.checker() instanceof Checker.Http;
                if (stepwise && (!before.up() || !before.judged())) {
                    log.info(text.step(passed, before.url()));
                }
                if (news) {
                    log.info(text.up(passed));
                }
            }
            case ProbeResult.Failed failed -> {
                if (task.timing().logAllFailures()) {
                    log.info(text.attempt(failed, before.url()));
                }
                if (news) {
                    log.info(text.down(failed, step, task.timing().retry()));
                }
            }
            case ProbeResult.Unjudged unjudged -> log.warn(text.unable(unjudged));
        }
    }

    /// Tells what became of the servers and the quorum of a pool.
    ///
    /// @param detail for mails
    void tell(Pool pool, List<PoolEvent> events, Cause cause, String detail) {
        for (PoolEvent event : events) {
            if (event instanceof PoolEvent.ServerGone(var server, _) && cause == Cause.RELOAD) {
                log.info(PoolMessages.noLongerExists(pool.service(), server));
            }
            PoolMessages.of(pool, event).forEach(log::info);
            switch (event) {
                case PoolEvent.ServerUp(var server) ->
                        serverChanged(pool, server, true, cause, detail);
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
                case PoolEvent.WeightChanged _,
                        PoolEvent.SorryServes _,
                        PoolEvent.SorryRests _ -> {}
            }
        }
    }

    /// Tells the hooks that a check changed its mind, unless its server went up or down by that.
    ///
    /// @param events what became of the pool
    public void checkChanged(Pool pool, int server, List<PoolEvent> events, String detail) {
        if (events.stream().noneMatch(HealthEventPublisher::isOfServer)) {
            RealServer real = pool.service().realServers().get(server);
            hooks.checkChanged(event(pool, real, pool.state(server).up(), Cause.CHECK, detail));
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
                    PoolEvent.SorryRests _ ->
                    false;
        };
    }

    /// Tells the hooks that a server came or went.
    void serverChanged(Pool pool, RealServer server, boolean up, Cause cause, String detail) {
        hooks.serverChanged(event(pool, server, up, cause, detail));
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

    /// Tells the hooks that the quorum goes with the service, all of whose servers left.
    void quorumGone(Pool pool, Cause cause) {
        quorumChanged(pool, false, cause, 0);
    }

    private void quorumChanged(Pool pool, boolean up, Cause cause, long live) {
        hooks.quorumChanged(
                new QuorumEvent(pool.service(), pool.key().toString(), up, cause, live));
    }
}
