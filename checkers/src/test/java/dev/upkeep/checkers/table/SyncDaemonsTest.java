package dev.upkeep.checkers.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.table.SyncDaemons.Change;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.ipvs.SyncDaemon.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncDaemonsTest {

    private static final LvsGlobals.SyncDaemon ALONE = configured(null, null);
    private static final LvsGlobals.SyncDaemon FOLLOWING = configured("V1", null);

    @Test
    void withoutAnInstance_bothRolesRunWithId0() {
        assertThat(SyncDaemons.desired(ALONE, 0, false))
                .containsExactly(asked(Role.MASTER, 0), asked(Role.BACKUP, 0));
    }

    @Test
    void withAnInstance_theRoleFollowsItAndTheIdIsItsRouterId() {
        assertThat(SyncDaemons.desired(FOLLOWING, 51, true))
                .containsExactly(asked(Role.MASTER, 51));
        assertThat(SyncDaemons.desired(FOLLOWING, 51, false))
                .containsExactly(asked(Role.BACKUP, 51));
    }

    @Test
    void idThatIsGiven_winsOverTheRouterId() {
        assertThat(SyncDaemons.desired(configured("V1", 9), 51, true))
                .containsExactly(asked(Role.MASTER, 9));
    }

    /// As `ipvsadm -l --daemon` showed the daemons of keepalived 2.2.7: the kernel fills in.
    @Test
    void daemonWithTheKernelsDefaults_isAdopted() {
        assertThat(
                        SyncDaemons.change(
                                List.of(running(Role.BACKUP, 51)),
                                SyncDaemons.desired(FOLLOWING, 51, false),
                                List.of()))
                .isEqualTo(new Change(List.of(), List.of()));
    }

    @Test
    void takeover_stopsTheBackupBeforeItStartsTheMaster() {
        assertThat(
                        SyncDaemons.change(
                                List.of(running(Role.BACKUP, 51)),
                                SyncDaemons.desired(FOLLOWING, 51, true),
                                List.of(Role.BACKUP)))
                .isEqualTo(new Change(List.of(Role.BACKUP), List.of(asked(Role.MASTER, 51))));
    }

    @Test
    void daemonWithAnotherId_isReplaced() {
        assertThat(
                        SyncDaemons.change(
                                List.of(running(Role.BACKUP, 50)),
                                SyncDaemons.desired(FOLLOWING, 51, false),
                                List.of()))
                .isEqualTo(new Change(List.of(Role.BACKUP), List.of(asked(Role.BACKUP, 51))));
    }

    @Test
    void daemonOfSomeoneElse_isLeftAlone() {
        assertThat(
                        SyncDaemons.change(
                                List.of(running(Role.MASTER, 7)),
                                SyncDaemons.desired(FOLLOWING, 51, false),
                                List.of()))
                .isEqualTo(new Change(List.of(), List.of(asked(Role.BACKUP, 51))));
        assertThat(SyncDaemons.change(List.of(running(Role.MASTER, 7)), List.of(), List.of()))
                .isEqualTo(new Change(List.of(), List.of()));
    }

    @Test
    void ownDaemon_isStoppedWhenItIsNoLongerDesired() {
        assertThat(
                        SyncDaemons.change(
                                List.of(running(Role.MASTER, 51)), List.of(), List.of(Role.MASTER)))
                .isEqualTo(new Change(List.of(Role.MASTER), List.of()));
    }

    private static LvsGlobals.SyncDaemon configured(
            @Nullable String instance, @Nullable Integer id) {
        return new LvsGlobals.SyncDaemon("eth0", instance, id, 0, 0, 0, null);
    }

    private static SyncDaemon asked(Role role, int id) {
        return new SyncDaemon(role, "eth0", id, 0, null, 0, 0);
    }

    private static SyncDaemon running(Role role, int id) {
        return new SyncDaemon(role, "eth0", id, 1472, IpAddress.parse("224.0.0.81"), 8848, 1);
    }
}
