package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.netlink.socket.ReceiveBuffers.Size;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.TrackedCondition;
import dev.upkeep.vrrp.machine.RouterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keywords of VRRP that no other test of this module has in a text, from there to their effect.
class VrrpKeywordsTest {

    @Test
    void buffersOfNetlink_areThoseOfTheKeywords() {
        assertThat(VrrpService.receiveBuffers(Configurations.of("")))
                .isEqualTo(ReceiveBuffers.AMPLE);
        assertThat(
                        VrrpService.receiveBuffers(
                                global(
                                        """
                                        vrrp_netlink_cmd_rcv_bufs 3000
                                        vrrp_netlink_monitor_rcv_bufs 4000
                                        vrrp_netlink_monitor_rcv_bufs_force
                                        """)))
                .isEqualTo(new ReceiveBuffers(new Size(3000, false), new Size(4000, true)));
        assertThat(
                        VrrpService.receiveBuffers(
                                global(
                                        """
                                        vrrp_netlink_cmd_rcv_bufs 3000
                                        vrrp_netlink_cmd_rcv_bufs_force
                                        """)))
                .isEqualTo(new ReceiveBuffers(new Size(3000, true), null));
    }

    /// `global_tracking` is the old spelling.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"global_tracking, 20", "sync_group_tracking_weight, 20", "smtp_alert, 0"})
    void weightsOfAGroup_countForItsMembers_asItsKeywordSays(String line, int weight) {
        Configuration configuration =
                Configurations.read(
                                instance("VI_1", 51, "")
                                        + instance("VI_2", 52, "")
                                        + """
                                        vrrp_sync_group G {
                                            group {
                                                VI_1
                                                VI_2
                                            }
                                            %s
                                            track_interface {
                                                eth1 weight 20
                                            }
                                        }
                                        """
                                                .formatted(line))
                        .configuration();
        RouterConfig config =
                new RouterConfig(
                        configuration.vrrpInstances().getFirst(),
                        configuration.syncGroups().getFirst());

        assertThat(config.tracked()).extracting(TrackedCondition::weight).containsExactly(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"track_file", "vrrp_track_file"})
    void fileOfEitherSpelling_isTrackedByItsName(String keyword) {
        Configuration configuration =
                Configurations.of(
                        keyword
                                + " F {\nfile /run/f\nweight 3\n}\n"
                                + instance("VI_1", 51, "track_file {\nF\n}"));
        RouterConfig config = new RouterConfig(configuration.vrrpInstances().getFirst(), null);

        assertThat(config.tracked())
                .singleElement()
                .satisfies(tracked -> {
                    assertThat(tracked.key())
                            .isEqualTo(new ConditionKey(ConditionKey.Kind.FILE, "F"));
                    assertThat(tracked.weight()).isEqualTo(3);
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"no_drift_guard, false", "dont_track_primary, true"})
    void resources_areGuardedUnlessTheKeywordSaysOtherwise(String line, boolean guarded) {
        assertThat(Configurations.instance(instance("VI_1", 51, line)).resources().guarded())
                .isEqualTo(guarded);
    }

    private static Configuration global(String lines) {
        return Configurations.of("global_defs {\n" + lines + "\n}\n");
    }

    private static String instance(String name, int id, String lines) {
        return """
        vrrp_instance %s {
            interface eth0
            virtual_router_id %d
            %s
            virtual_ipaddress {
                10.0.0.%d
            }
        }
        """
                .formatted(name, id, lines, id);
    }
}
