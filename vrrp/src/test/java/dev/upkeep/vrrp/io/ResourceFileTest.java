package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RuleEntry;
import dev.upkeep.vrrp.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceFileTest {

    private static final List<Resource> RESOURCES =
            List.of(
                    new Resource.Address(Networks.vip(Networks.ETH0, "10.0.0.100"), true),
                    new Resource.Address(Networks.vip(9, "2001:db8::1"), true));

    @TempDir private Path directory;

    @Test
    void save_andLoad_giveTheSame() throws IOException {
        ResourceFile file = file();

        file.save(RESOURCES, Networks.usual());

        assertThat(file.load()).isEqualTo(new ResourceFile.Content(RESOURCES, List.of()));
        assertThat(Files.readString(file.path())).contains("address 2 eth0 10.0.0.100/32\n");
    }

    @Test
    void save_routesAndRules_areFoundAgain() throws IOException {
        RouteEntry route =
                new RouteEntry(
                        Family.INET,
                        1,
                        1000,
                        new RouteEntry.Selector(Prefix.parse("10.1.0.0/16"), null, 0),
                        0,
                        RouteEntry.KEEPALIVED,
                        5,
                        null,
                        List.of(
                                new RouteEntry.NextHop(
                                        IpAddress.parse("10.0.0.7"), 2, 1, false, 0, null)),
                        RouteEntry.Options.NONE);
        RuleEntry rule =
                new RuleEntry(
                        Family.INET6,
                        500,
                        RuleEntry.Selector.of(Prefix.parse("2001:db8::/32"), null),
                        RuleEntry.Action.lookUp(1000),
                        RouteEntry.KEEPALIVED);
        List<Resource> resources =
                List.of(
                        new Resource.Route(route, Placement.PREPEND, Resource.Tracking.TRACKED),
                        new Resource.Rule(rule, true));

        file().save(resources, Networks.usual());

        assertThat(file().load().resources().stream().map(Resource::key).toList())
                .isEqualTo(resources.stream().map(Resource::key).toList());
        assertThat(Files.readString(file().path()))
                .contains("10.1.0.0/16 via 10.0.0.7 dev eth0 table 1000 metric 5")
                .contains("500: from 2001:db8::/32 lookup 1000");
    }

    @Test
    void save_addressWithAPeer_isLoadedWithIt() throws IOException {
        Resource resource =
                new Resource.Address(
                        Networks.vip(Networks.ETH0, "10.0.0.104")
                                .withPeer(IpAddress.parse("10.0.0.204")),
                        true);

        file().save(List.of(resource), Networks.usual());

        assertThat(file().load().resources()).containsExactly(resource);
    }

    @Test
    void load_noFile_isNothing() throws IOException {
        assertThat(file().load().resources()).isEmpty();
    }

    @Test
    void save_nothing_leavesNoFile() throws IOException {
        file().save(RESOURCES, Networks.usual());

        file().save(List.of(), Networks.usual());

        assertThat(file().path()).doesNotExist();
    }

    @Test
    void load_damagedLines_areLeftOutAndReported() throws IOException {
        Files.writeString(
                file().path(),
                """
                address 2 eth0 10.0.0.100/32
                address 2 eth0
                address two eth0 10.0.0.100/32

                address 2 eth0 10.0.0.300/32
                """);

        ResourceFile.Content content = file().load();

        assertThat(content.resources()).containsExactly(RESOURCES.getFirst());
        assertThat(content.damaged()).hasSize(4);
    }

    @Test
    void load_noText_isAnError() throws IOException {
        Files.write(file().path(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> file().load()).isInstanceOf(IOException.class);
    }

    private ResourceFile file() {
        return new ResourceFile(directory.resolve("vrrp-net1.owned"));
    }
}
