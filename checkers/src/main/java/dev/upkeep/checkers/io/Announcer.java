package dev.upkeep.checkers.io;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.machine.CheckState;
import dev.upkeep.checkers.machine.Pool;
import dev.upkeep.checkers.machine.PoolEvent;
import dev.upkeep.checkers.machine.PoolKey;
import dev.upkeep.checkers.machine.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import java.util.List;
import org.slf4j.Logger;

/// Tells the log and the hooks what happens to servers and services. Belongs to the thread of the
/// checks.
///
/// @param hooks must not block
record Announcer(CheckerHooks hooks, Logger log) {

    /// Logs the result of a check: changes always, failed attempts where that is asked for.
    void result(
            CheckTask task,
            CheckText text,
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
                log.info(PoolText.noLongerExists(pool.service(), server));
            }
            PoolText.of(pool, event).forEach(log::info);
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
                        serverChanged(pool, server, false, cause, "Removed by reload");
                    }
                }
                case PoolEvent.QuorumGained _ -> quorumChanged(pool, true, cause);
                case PoolEvent.QuorumLost _, PoolEvent.QuorumMissing _ ->
                        quorumChanged(pool, false, cause);
                case PoolEvent.WeightChanged _,
                        PoolEvent.SorryServes _,
                        PoolEvent.SorryRests _ -> {}
            }
        }
    }

    /// Tells the hooks that a server came or went.
    void serverChanged(Pool pool, RealServer server, boolean up, Cause cause, String detail) {
        hooks.serverChanged(
                new ServerEvent(
                        pool.service(),
                        pool.key().toString(),
                        server,
                        PoolKey.serverName(pool.service(), server.endpoint()),
                        up,
                        cause,
                        detail));
    }

    /// Tells the hooks that the quorum came or went.
    void quorumChanged(Pool pool, boolean up, Cause cause) {
        hooks.quorumChanged(
                new QuorumEvent(pool.service(), pool.key().toString(), up, cause, pool.live()));
    }
}
