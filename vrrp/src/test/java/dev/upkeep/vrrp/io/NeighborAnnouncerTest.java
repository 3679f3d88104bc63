package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.io.NeighborAnnouncer.Announcement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class NeighborAnnouncerTest {

    private static final int UP_RUNNING = 0x41;

    private final ManualLoop loop = new ManualLoop();
    private final List<String> sent = new ArrayList<>();
    private final NeighborAnnouncer announcer =
            new NeighborAnnouncer(
                    loop,
                    (index, etherType, frame) ->
                            sent.add(
                                    "%d ms: %d %04x %d"
                                            .formatted(
                                                    loop.now() / 1_000_000,
                                                    index,
                                                    etherType,
                                                    frame.remaining())),
                    Runnable::run,
                    Level.DEBUG);

    @Test
    void announce_withoutGap_sendsAtOnce() {
        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(
                new Announcement(
                        "VI_1", link(2, "eth0"), IpAddress.parse("fe80::100"), false, true));

        assertThat(sent).containsExactly("0 ms: 2 0806 42", "0 ms: 2 86dd 86");
    }

    @Test
    void announce_withGap_spacesMessagesOfAnInterfaceButNotOfTwo() {
        configure("vrrp_garp_interval 0.1", "");

        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_2", link(3, "eth1")));
        loop.advance(Duration.ofSeconds(1));
        announcer.announce(arp("VI_1", link(2, "eth0")));

        assertThat(sent)
                .containsExactly(
                        "0 ms: 2 0806 42",
                        "0 ms: 3 0806 42",
                        "100 ms: 2 0806 42",
                        "1000 ms: 2 0806 42");
    }

    @Test
    void announce_inGarpGroup_sharesTheGapOfTheGroup() {
        configure("", "garp_group {\n garp_interval 0.05\n interfaces {\n eth0\n eth1\n }\n}\n");

        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_2", link(3, "eth1")));
        loop.advance(Duration.ofSeconds(1));

        assertThat(sent).containsExactly("0 ms: 2 0806 42", "50 ms: 3 0806 42");
    }

    @Test
    void announce_neighborAdvertsInGarpGroup_haveTheirOwnGap() {
        configure(
                "vrrp_gna_interval 0.5",
                "garp_group {\n gna_interval 0.05\n interfaces {\n eth0\n eth1\n }\n}\n");

        announcer.announce(neighbor(link(2, "eth0")));
        announcer.announce(neighbor(link(3, "eth1")));
        announcer.announce(neighbor(link(4, "eth2")));
        announcer.announce(neighbor(link(4, "eth2")));
        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_1", link(2, "eth0")));
        loop.advance(Duration.ofSeconds(1));

        assertThat(sent)
                .containsExactly(
                        "0 ms: 2 86dd 86",
                        "0 ms: 4 86dd 86",
                        "0 ms: 2 0806 42",
                        "0 ms: 2 0806 42",
                        "50 ms: 3 86dd 86",
                        "500 ms: 4 86dd 86");
    }

    @Test
    void announce_onVirtualInterfaces_sharesTheGapOfTheOneBelow() {
        configure("vrrp_garp_interval 0.1", "");

        announcer.announce(virtual(7, "eth0"));
        announcer.announce(virtual(8, "eth0"));
        loop.advance(Duration.ofSeconds(1));

        assertThat(sent).containsExactly("0 ms: 7 0806 42", "100 ms: 8 0806 42");
    }

    @Test
    void announce_onVirtualInterfaceAboveAGroup_isInTheGroup() {
        configure("", "garp_group {\n garp_interval 0.05\n interfaces {\n eth0\n }\n}\n");

        announcer.announce(virtual(7, "eth0"));
        announcer.announce(virtual(8, "eth0"));
        loop.advance(Duration.ofSeconds(1));

        assertThat(sent).containsExactly("0 ms: 7 0806 42", "50 ms: 8 0806 42");
    }

    @Test
    void drop_queuedMessages_forgetsThoseOfTheOwnerOnly() {
        configure("vrrp_garp_interval 0.1", "");
        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_1", link(2, "eth0")));
        announcer.announce(arp("VI_2", link(2, "eth0")));

        announcer.drop("VI_1");
        loop.advance(Duration.ofSeconds(1));

        assertThat(sent).containsExactly("0 ms: 2 0806 42", "100 ms: 2 0806 42");
    }

    @Test
    void announce_onTunnel_sendsNothing() {
        Link tunnel = new Link(4, "tunl0", UP_RUNNING, 768, HardwareAddress.NONE, 1480, 0, 0, "");

        announcer.announce(arp("VI_1", tunnel));

        assertThat(sent).isEmpty();
    }

    @Test
    void announce_kernelRefuses_goesOnWithTheNext() {
        NeighborAnnouncer refusing =
                new NeighborAnnouncer(
                        loop,
                        (index, _, _) -> {
                            sent.add("tried " + index);
                            throw new KernelException("send", 100, "Network is down");
                        },
                        Runnable::run,
                        Level.DEBUG);

        refusing.announce(arp("VI_1", link(2, "eth0")));
        refusing.announce(arp("VI_1", link(3, "eth1")));

        assertThat(sent).containsExactly("tried 2", "tried 3");
    }

    private static Announcement arp(Object owner, Link link) {
        return new Announcement(owner, link, IpAddress.parse("10.0.0.100"), false, true);
    }

    private static Announcement neighbor(Link link) {
        return new Announcement("VI_1", link, IpAddress.parse("fe80::100"), false, true);
    }

    private static Announcement virtual(int index, String below) {
        return new Announcement(
                "VI_1",
                link(index, "vrrp." + index),
                link(2, below),
                IpAddress.parse("10.0.0.100"),
                false,
                true);
    }

    private static Link link(int index, String name) {
        return new Link(
                index,
                name,
                UP_RUNNING,
                Link.ETHERNET,
                HardwareAddress.parse("02:00:00:00:00:01"),
                1500,
                0,
                0,
                "veth");
    }

    private void configure(String global, String rest) {
        Configuration configuration =
                Configurations.of("global_defs {\n" + global + "\n}\n" + rest);
        announcer.configure(configuration.global().vrrp(), configuration.interfaces().garpGroups());
    }
}
