package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.admin.ServerRow;
import dev.upkeep.config.model.CheckerGlobals;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Equal checks of several virtual servers; times as in [OneBackend].
class SharedProbesTest {

    private static final RealServer BACKEND = real("10.0.0.1:80", false);
    private static final VirtualServer WEB = service("10.0.0.8:80", 1, null, BACKEND);
    private static final VirtualServer MORE = service("10.0.0.9:80", 1, null, BACKEND);
    private static final VirtualServer OTHER =
            service("10.0.0.7:80", 1, null, real("10.0.0.1:80", true));

    private final OneBackend backend = new OneBackend();

    private static RealServer real(String target, boolean alpha) {
        return server("10.0.0.1:80", 1, tcpCheck(target, alpha));
    }

    @Test
    void equalChecks_runOnce_andEachServiceHasItsOwnRetriesAndEvents() {
        start(true, WEB, MORE);
        backend.advance(2);
        assertThat(backend.attempts).hasSize(1);
        backend.broken = true;
        backend.advance(13); // 7, 10, 13 s: three of four failures
        assertThat(backend.published).isEmpty();
        backend.advance(1);
        assertThat(backend.attempts).hasSize(5);
        assertThat(backend.published)
                .containsExactly(
                        "10.0.0.8 RS DOWN",
                        "10.0.0.8 VS DOWN",
                        "10.0.0.9 RS DOWN",
                        "10.0.0.9 VS DOWN");
        backend.published.clear();
        backend.broken = false;
        backend.advance(6);
        assertThat(backend.attempts).hasSize(6);
        assertThat(backend.published)
                .containsExactly(
                        "10.0.0.8 RS UP", "10.0.0.8 VS UP", "10.0.0.9 RS UP", "10.0.0.9 VS UP");
    }

    @Test
    void checksThatDifferInASetting_runEach() {
        start(true, WEB, OTHER);
        backend.advance(1);
        assertThat(backend.attempts).hasSize(2);
        assertThat(sharers(WEB)).isEmpty();
    }

    @Test
    void equalChecks_runEach_whereNothingIsShared() {
        start(false, WEB, MORE);
        backend.advance(1);
        assertThat(backend.attempts).hasSize(2);
        assertThat(sharers(WEB)).isEmpty();
    }

    @Test
    void listing_namesTheServicesThatShare() {
        start(true, WEB, MORE);
        assertThat(sharers(WEB)).containsExactly("tcp:10.0.0.9:80");
        assertThat(sharers(MORE)).containsExactly("tcp:10.0.0.8:80");
    }

    @Test
    void reloadThatChangesOneSharer_partsThem_withoutLosingABeat() {
        start(true, WEB, MORE);
        backend.advance(2);
        backend.attempts.clear();
        VirtualServer moved = service("10.0.0.9:80", 1, null, real("10.0.0.2:80", false));
        reload(true, WEB, moved);
        assertThat(sharers(WEB)).isEmpty();
        backend.advance(20); // from 2 s to 22 s
        assertThat(backend.attempts)
                .as("the old one at 7, 13, 19 s, the new one from 3 s on")
                .containsExactly(3L, 7L, 9L, 13L, 15L, 19L, 21L);
    }

    @Test
    void reloadThatRemovesOneSharer_leavesTheOther() {
        start(true, WEB, MORE);
        backend.advance(1);
        reload(true, MORE);
        backend.advance(6);
        assertThat(backend.attempts).containsExactly(1L, 7L);
        reload(true);
        backend.advance(20);
        assertThat(backend.attempts).hasSize(2);
    }

    @Test
    void serviceThatAReloadAdds_hasItsOwnFirstCheck_thenJoins() {
        start(true, WEB);
        backend.advance(2);
        backend.broken = true;
        reload(true, WEB, MORE);
        backend.advance(1); // 3 s: its first failure is final, that of the other is not
        assertThat(backend.published).containsExactly("10.0.0.9 RS DOWN", "10.0.0.9 VS DOWN");
        assertThat(sharers(MORE)).isEmpty();
        backend.broken = false;
        backend.advance(6); // 7 s the old one, 9 s the new one
        assertThat(backend.attempts).containsExactly(1L, 3L, 7L, 9L);
        assertThat(sharers(MORE)).containsExactly("tcp:10.0.0.8:80");
        backend.advance(6); // 15 s
        assertThat(backend.attempts).containsExactly(1L, 3L, 7L, 9L, 13L);
    }

    @Test
    void sharingThatAReloadEndsOrBegins_takesEffectWithTheNextResult() {
        start(true, WEB, MORE);
        backend.advance(2);
        reload(false, WEB, MORE);
        backend.advance(5);
        backend.attempts.clear();
        assertThat(sharers(WEB)).isEmpty();
        backend.advance(60);
        assertThat(backend.attempts).hasSizeBetween(20, 21);
        reload(true, WEB, MORE);
        backend.advance(12);
        backend.attempts.clear();
        assertThat(sharers(WEB)).hasSize(1);
        backend.advance(60);
        assertThat(backend.attempts).hasSize(10);
    }

    private List<String> sharers(VirtualServer service) {
        return backend.registry.pools().stream()
                .filter(pool -> pool.service().equals(service))
                .flatMap(pool -> backend.registry.rows(pool).stream())
                .map(ServerRow::status)
                .flatMap(status -> status.sharers().stream())
                .map(Object::toString)
                .toList();
    }

    private void start(boolean sharing, VirtualServer... services) {
        backend.start(checkers(sharing), services);
    }

    private void reload(boolean sharing, VirtualServer... services) {
        backend.reload(checkers(sharing), services);
    }

    private static CheckerGlobals checkers(boolean sharing) {
        return new CheckerGlobals(false, CheckerGlobals.LogLevel.STEPS, sharing);
    }
}
