package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.Transition;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations are the observed behaviour of keepalived 2.2.7 at the same transitions.
class VrrpNotificationsTest {

    private static final String TEXT =
            """
            global_defs {
                dynamic_interfaces
            }
            vrrp_sync_group G {
                group {
                    VI_1
                }
                notify_fault "/bin/true group-fault"
                notify "/bin/true group-any"
                smtp_alert
            }
            vrrp_instance VI_1 {
                interface eth9
                virtual_router_id 1
                virtual_ipaddress {
                    10.0.0.1
                }
                notify_master "/bin/true own-master 'a b'"
                notify_backup "/bin/true own-backup"
                notify_fault "/bin/true own-fault"
                notify_stop "/bin/true own-stop"
                notify_deleted "/bin/true own-deleted"
                notify_master_rx_lower_pri "/bin/true own-lower"
                notify "/bin/true any"
                smtp_alert
                notify_priority_changes
            }
            vrrp_instance QUIET {
                interface eth9
                virtual_router_id 2
                virtual_ipaddress {
                    10.0.0.2
                }
            }
            """;

    private final Recorder recorder = new Recorder();
    private final VrrpNotifications notifications = new VrrpNotifications(recorder);
    private Configuration configuration;

    @TempDir private Path directory;

    @BeforeEach
    void setUp() throws IOException {
        configuration = Recorder.read(directory, TEXT);
    }

    private VrrpInstance instance() {
        return configuration.vrrpInstances().getFirst();
    }

    private SyncGroup group() {
        return configuration.syncGroups().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "MASTER, own-master|a b",
        "BACKUP, own-backup",
        "FAULT, own-fault",
        "STOP, own-stop",
        "DELETED, own-deleted",
    })
    void state_runsItsScriptAndTheGenericOne_andWritesALine(Transition transition, String own) {
        notifications.instanceChanged(instance(), transition, 100);

        assertThat(recorder.scripts)
                .containsExactly(
                        "INSTANCE VI_1: " + own,
                        "INSTANCE VI_1: any|INSTANCE|VI_1|" + transition + "|100");
        assertThat(recorder.lines).containsExactly("INSTANCE \"VI_1\" " + transition + " 100");
    }

    @Test
    void advertOfLowerPriority_runsItsScriptAlone() {
        notifications.instanceChanged(instance(), Transition.MASTER_RX_LOWER_PRI, 100);

        assertThat(recorder.scripts).containsExactly("INSTANCE VI_1: own-lower");
        assertThat(recorder.lines).containsExactly("INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 100");
    }

    @Test
    void changeOfPriority_isALineOnly_andOnlyWhereAskedFor() {
        notifications.instanceChanged(instance(), Transition.MASTER_PRIORITY, 90);
        notifications.instanceChanged(
                configuration.vrrpInstances().getLast(), Transition.BACKUP_PRIORITY, 90);

        assertThat(recorder.scripts).isEmpty();
        assertThat(recorder.lines).containsExactly("INSTANCE \"VI_1\" MASTER_PRIORITY 90");
    }

    @Test
    void group_isNotifiedWithPriority0() {
        notifications.groupChanged(group(), Transition.FAULT);

        assertThat(recorder.scripts)
                .containsExactly("GROUP G: group-fault", "GROUP G: group-any|GROUP|G|FAULT|0");
        assertThat(recorder.lines).containsExactly("GROUP \"G\" FAULT 0");
    }

    @Test
    void mail_saysWhatBecameOfAddresses() {
        notifications.instanceChanged(instance(), Transition.BACKUP, 100);
        notifications.instanceChanged(instance(), Transition.MASTER, 100);
        notifications.groupChanged(group(), Transition.MASTER);
        notifications.instanceChanged(instance(), Transition.STOP, 100);
        notifications.instanceChanged(instance(), Transition.DELETED, 100);

        assertThat(recorder.mails)
                .containsExactly(
                        "VRRP Instance VI_1 - Entering BACKUP state:"
                                + " VRRP Instance is no longer owning VRRP VIPs",
                        "VRRP Instance VI_1 - Entering MASTER state:"
                                + " VRRP Instance is now owning VRRP VIPs",
                        "VRRP Group G - Entering MASTER state:"
                                + " All VRRP group instances are now in MASTER state",
                        "VRRP Instance VI_1 - Deleted: VRRP Deleted at reload");
    }

    @Test
    void mail_ofAStateThatWasMailedLast_isNotRepeated() {
        notifications.instanceChanged(instance(), Transition.BACKUP, 100);
        notifications.instanceChanged(instance(), Transition.BACKUP, 100);

        assertThat(recorder.mails).hasSize(1);
        assertThat(recorder.scripts).as("scripts are").hasSize(4);
    }

    @Test
    void noEmailFaults_leavesOutFaultsOnly() {
        recorder.noFaultMail = true;
        notifications.instanceChanged(instance(), Transition.MASTER, 100);
        notifications.instanceChanged(instance(), Transition.FAULT, 100);
        notifications.instanceChanged(instance(), Transition.BACKUP, 100);

        assertThat(recorder.mails).hasSize(2).noneMatch(mail -> mail.contains("FAULT"));
    }

    @Test
    void mail_withoutSmtpAlert_isNone() {
        notifications.instanceChanged(
                configuration.vrrpInstances().getLast(), Transition.MASTER, 100);

        assertThat(recorder.mails).isEmpty();
        assertThat(recorder.lines).hasSize(1);
    }

    @Test
    void statesOnReload_areTheLastOnes_groupsFirst_withoutInstancesThatAreGone()
            throws IOException {
        notifications.instanceChanged(instance(), Transition.BACKUP, 100);
        notifications.instanceChanged(instance(), Transition.MASTER, 100);
        notifications.instanceChanged(instance(), Transition.MASTER_PRIORITY, 90);
        notifications.instanceChanged(
                configuration.vrrpInstances().getLast(), Transition.FAULT, 50);
        notifications.groupChanged(group(), Transition.MASTER);
        recorder.lines.clear();
        recorder.scripts.clear();
        int end = TEXT.indexOf("vrrp_instance QUIET");
        notifications.repeatStates(Recorder.read(directory, TEXT.substring(0, end)));

        assertThat(recorder.lines)
                .containsExactly("GROUP \"G\" MASTER 0", "INSTANCE \"VI_1\" MASTER 100");
        assertThat(recorder.scripts).isEmpty();
    }
}
