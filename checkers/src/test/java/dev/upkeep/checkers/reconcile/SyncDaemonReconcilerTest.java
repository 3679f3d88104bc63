package dev.upkeep.checkers.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.ipvs.SyncDaemon.Role;
import dev.upkeep.netlink.libc.KernelException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class SyncDaemonReconcilerTest {

    private static final LvsGlobals.SyncDaemon FOLLOWING = configured("V1");

    private final FakeKernel kernel = new FakeKernel();
    private final SyncDaemonReconciler reconciler =
            new SyncDaemonReconciler(kernel, NOPLogger.NOP_LOGGER);

    @Test
    void daemon_followsTheInstance() throws KernelException {
        reconciler.configure(FOLLOWING, 51);
        assertThat(running()).isEqualTo("BACKUP 51");
        reconciler.instance("V2", true);
        assertThat(running()).isEqualTo("BACKUP 51");
        reconciler.instance("V1", true);
        assertThat(running()).isEqualTo("MASTER 51");
        reconciler.instance("V1", false);
        assertThat(running()).isEqualTo("BACKUP 51");
    }

    @Test
    void instanceThatWasMasterBefore_countsAtOnce() throws KernelException {
        reconciler.instance("V1", true);
        reconciler.configure(FOLLOWING, 51);
        assertThat(running()).isEqualTo("MASTER 51");
    }

    @Test
    void reload_startsAndStopsWhatChanged() throws KernelException {
        reconciler.configure(configured(null), 0);
        assertThat(running()).isEqualTo("MASTER 0, BACKUP 0");
        reconciler.configure(FOLLOWING, 51);
        assertThat(running()).isEqualTo("BACKUP 51");
        reconciler.configure(null, 0);
        assertThat(running()).isEmpty();
    }

    @Test
    void daemonThatSomeoneStopped_isStartedAgain() throws KernelException {
        reconciler.configure(FOLLOWING, 51);
        kernel.stopSyncDaemon(Role.BACKUP);
        reconciler.reconcileNow();
        assertThat(running()).isEqualTo("BACKUP 51");
    }

    @Test
    void withoutTheKeyword_daemonsOfOthersRunOn() throws KernelException {
        kernel.startSyncDaemon(new SyncDaemon(Role.MASTER, "eth9", 3, 0, null, 0, 0));
        reconciler.configure(null, 0);
        reconciler.stop();
        assertThat(running()).isEqualTo("MASTER 3");
    }

    @Test
    void daemonLeftByACrash_stopsWhenTheKeywordIsGone() throws KernelException {
        kernel.startSyncDaemon(new SyncDaemon(Role.MASTER, "eth0", 51, 0, null, 0, 0));
        reconciler.inherit();
        reconciler.configure(null, 0);
        assertThat(running()).isEmpty();
    }

    @Test
    void daemonLeftByACrash_thatIsStillDesired_runsOn() throws KernelException {
        reconciler.configure(configured(null), 0);
        SyncDaemonReconciler next = new SyncDaemonReconciler(kernel, NOPLogger.NOP_LOGGER);
        next.inherit();
        next.configure(configured(null), 0);
        assertThat(running()).isEqualTo("MASTER 0, BACKUP 0");
    }

    @Test
    void stop_stopsOurs() throws KernelException {
        reconciler.configure(FOLLOWING, 51);
        reconciler.stop();
        assertThat(running()).isEmpty();
    }

    private String running() {
        return String.join(
                ", ",
                kernel.syncDaemons().stream()
                        .map(daemon -> daemon.role() + " " + daemon.syncId())
                        .toList());
    }

    private static LvsGlobals.SyncDaemon configured(@Nullable String instance) {
        return new LvsGlobals.SyncDaemon("eth0", instance, null, 0, 0, 0, null);
    }
}
