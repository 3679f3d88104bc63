package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Reloads that change the members of a sync group of masters.
class GroupReloadTest {

    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    private final ManualLoop loop = new ManualLoop();
    private final List<String> changes = new ArrayList<>();
    private final NetworkView network = Networks.usual();
    private final VirtualRouters routers = routers();

    /// Who leaves or joins says so itself; the others go on.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a member leaves, VI_1 VI_2 VI_3, VI_1 VI_2, VI_1 VI_2 VI_3, ''",
        "a member is deleted, VI_1 VI_2 VI_3, VI_1 VI_2, VI_1 VI_2, VI_3 FAULT",
        "the group is dissolved, VI_1 VI_2, '', VI_1 VI_2 VI_3, ''",
        "the group is dissolved and a member deleted, VI_1 VI_2, '', VI_1 VI_3, VI_2 FAULT",
        "a master joins, VI_1 VI_2, VI_1 VI_2 VI_3, VI_1 VI_2 VI_3, ''",
        "a group is made of masters, '', VI_1 VI_2, VI_1 VI_2 VI_3, ''",
    })
    void reload_ofMasters_changesNoneThatStays(
            String name, String group, String nextGroup, String nextInstances, String expected) {
        apply(configuration("VI_1 VI_2 VI_3", group));
        loop.advance(TAKE_OVER);
        assertThat(changes).contains("VI_1 MASTER", "VI_2 MASTER", "VI_3 MASTER");
        changes.clear();

        apply(configuration(nextInstances, nextGroup));
        loop.advance(TAKE_OVER);

        assertThat(changes).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void reload_thatJoinsAFaultyMember_takesTheOthersAlong() {
        apply(configuration("VI_1 VI_2", "VI_1 VI_2"));
        loop.advance(TAKE_OVER);
        changes.clear();

        apply(configuration("VI_1 VI_2 missing", "VI_1 VI_2 missing"));
        loop.advance(TAKE_OVER);

        assertThat(changes).contains("VI_1 FAULT", "VI_2 FAULT", "group FAULT");
    }

    private void apply(Configuration configuration) {
        routers.apply(configuration);
        loop.advance(Duration.ofMillis(1));
    }

    private static Configuration configuration(String instances, String members) {
        StringBuilder text = new StringBuilder();
        int id = 50;
        for (String name : instances.split(" ", -1)) {
            boolean missing = name.equals("missing");
            text.append(
                    """
                    vrrp_instance %s {
                        interface %s
                        virtual_router_id %d
                        virtual_ipaddress {
                            10.0.0.%d
                        }
                    }
                    """
                            .formatted(
                                    name,
                                    missing ? "eth9" : "eth0",
                                    missing ? 60 : id + name.charAt(name.length() - 1) - '0',
                                    missing ? 60 : id + name.charAt(name.length() - 1) - '0'));
        }
        if (!members.isEmpty()) {
            text.append("vrrp_sync_group G {\n group {\n %s\n }\n}\n".formatted(members));
        }
        return Configurations.read(text.toString()).configuration();
    }

    private VirtualRouters routers() {
        Configuration nothing = Configurations.of("");
        return new VirtualRouters(
                nothing,
                loop,
                network,
                new AdvertisementSockets(
                        loop, network, nothing.global().vrrp(), _ -> new SilentPort()),
                new ResourceReconciler(
                        loop,
                        network,
                        (requests, done) -> requests.forEach(request -> done.done(request, 0, ""))),
                (_, _, _) -> {},
                _ -> false,
                (_, _) -> {},
                (_, _, ready) -> ready.run(),
                () -> Duration.ofDays(1),
                new Resumption(MastershipFile.inMemory()),
                new RecordFiles(null),
                new Changes(),
                NOPLogger.NOP_LOGGER,
                Level.DEBUG);
    }

    private final class Changes implements VrrpHooks {
        @Override
        public void instanceChanged(VrrpInstance instance, Transition transition, int priority) {
            changes.add(instance.name() + " " + transition);
        }

        @Override
        public void groupChanged(SyncGroup group, Transition transition) {
            changes.add("group " + transition);
        }
    }
}
