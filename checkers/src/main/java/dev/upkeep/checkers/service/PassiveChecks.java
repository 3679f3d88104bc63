package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.CheckMessages;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.FileVerdict;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.TrackFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The checks that make no attempts but follow a track file (`FILE_CHECK`) or a BFD session
/// (`BFD_CHECK`). Belongs to the thread of the checks.
///
/// @param runs the pools of the configuration
record PassiveChecks(
        Supplier<Collection<PoolRun>> runs, Changes changes, HealthEventPublisher publisher) {

    /// Takes changes of pools.
    interface Changes {
        /// Called with the events, if any.
        ///
        /// @param detail for mails
        void changed(PoolRun run, List<PoolEvent> events, String detail);
    }

    /// Returns the track files that some check uses.
    public static List<TrackFile> usedFiles(BalancerConfiguration configuration) {
        Set<String> names = new HashSet<>();
        configuration.services().stream()
                .flatMap(service -> service.realServers().stream())
                .flatMap(server -> server.checkers().stream())
                .forEach(checker -> {
                    if (checker instanceof Checker.FileWeight file) {
                        names.add(file.trackFile());
                    }
                });
        return configuration.trackFiles().stream().filter(f -> names.contains(f.name())).toList();
    }

    /// Called with the number in a track file.
    public void fileValue(String file, int value) {
        forEach((run, server, check, checker) -> {
            if (checker instanceof Checker.FileWeight used && used.trackFile().equals(file)) {
                update(run, server, check, FileVerdict.state(used, value));
                long weight = FileVerdict.weight(used, value);
                List<PoolEvent> events = run.pool().addedWeight(server, weight);
                changes.changed(run, events, "FILE CHECK changed the weight");
            }
        });
    }

    /// Called with the state of a BFD session.
    public void bfdState(String session, boolean up) {
        forEach((run, server, check, checker) -> {
            if (checker instanceof Checker.Bfd used && used.bfdInstance().equals(session)) {
                update(run, server, check, new CheckState(up, true, 0, 0, false, null));
            }
        });
    }

    /// Takes a check with its place: the indices of its server and of itself.
    private interface Visitor {
        void visit(PoolRun run, int server, int check, Checker checker);
    }

    private void forEach(Visitor visitor) {
        for (PoolRun run : runs.get()) {
            List<RealServer> servers = run.pool().service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                List<Checker> checkers = servers.get(i).checkers();
                for (int j = 0; j < checkers.size(); j++) {
                    visitor.visit(run, i, j, checkers.get(j));
                }
            }
        }
    }

    private void update(PoolRun run, int server, int check, CheckState state) {
        Pool pool = run.pool();
        RealServer real = pool.service().realServers().get(server);
        boolean changed = pool.checkState(server, check).up() != state.up();
        Checker checker = real.checkers().get(check);
        CheckMessages text = new CheckMessages(checker, pool.service(), pool.key(), real);
        List<PoolEvent> events = pool.check(server, check, state);
        changes.changed(run, events, state.up() ? text.mailUp() : text.mailDown(""));
        if (changed) {
            publisher.passiveResult(pool, server, text, state.up(), events);
        }
    }
}
