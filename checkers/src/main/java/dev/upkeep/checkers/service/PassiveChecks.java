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
import org.slf4j.Logger;

/// The checks that make no attempts but are told: by a track file (`FILE_CHECK`) or by a BFD
/// session (`BFD_CHECK`). Belongs to the thread of the checks.
///
/// @param runs the pools of the configuration
public record PassiveChecks(
        Supplier<Collection<PoolRun>> runs,
        Changes changes,
        HealthEventPublisher announcer,
        Logger log) {

    /// Takes what became of a pool.
    public interface Changes {
        /// Takes the events, if any.
        ///
        /// @param detail for mails
        void changed(PoolRun run, List<PoolEvent> events, String detail);
    }

    /// The track files that some check uses.
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

    /// Takes the number in a track file.
    public void fileValue(String file, int value) {
        forEach((run, server, check, checker) -> {
            if (checker instanceof Checker.FileWeight used && used.trackFile().equals(file)) {
                told(run, server, check, FileVerdict.state(used, value));
                long weight = FileVerdict.weight(used, value);
                List<PoolEvent> events = run.pool().addedWeight(server, weight);
                changes.changed(run, events, "FILE CHECK changed the weight");
            }
        });
    }

    /// Takes the state of a BFD session.
    public void bfdState(String session, boolean up) {
        forEach((run, server, check, checker) -> {
            if (checker instanceof Checker.Bfd used && used.bfdInstance().equals(session)) {
                told(run, server, check, new CheckState(up, true, 0, 0, false, null));
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

    private void told(PoolRun run, int server, int check, CheckState state) {
        Pool pool = run.pool();
        RealServer real = pool.service().realServers().get(server);
        boolean news = pool.checkState(server, check).up() != state.up();
        Checker checker = real.checkers().get(check);
        CheckMessages text = new CheckMessages(checker, pool.service(), pool.key(), real);
        if (news) {
            log.info(text.told(state.up()));
        }
        List<PoolEvent> events = pool.check(server, check, state);
        String detail = state.up() ? text.mailUp() : text.mailDown("");
        changes.changed(run, events, detail);
        if (news) {
            announcer.checkChanged(pool, server, events, detail);
        }
    }
}
