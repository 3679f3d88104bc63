package dev.upkeep.vrrp.vmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangedLinksTest {
    private static final HardwareAddress ADDRESS = HardwareAddress.parse("00:00:5e:00:01:07");
    private static final int UP_AND_RUNNING = 0x41;

    private final ChangedLinks changed = new ChangedLinks();

    @BeforeEach
    void setUp() {
        changed.reset(
                List.of(
                        desired("vrrp.7", "eth0"),
                        desired("vrrp.8", "eth0"),
                        desired("v9", "eth1")),
                List.of(link(2, "eth0", UP_AND_RUNNING), link(3, "eth1", UP_AND_RUNNING)));
        assertThat(changes()).containsExactly("vrrp.7", "vrrp.8", "v9");
    }

    @Test
    void linkChanged_oneOfThem_isTheOnlyOneToLookAt() {
        changed.linkChanged(link(9, "vrrp.7", 0));

        assertThat(changes()).containsExactly("vrrp.7");
    }

    @Test
    void linkChanged_parentAsBefore_concernsNobody() {
        changed.linkChanged(link(2, "eth0", UP_AND_RUNNING));

        assertThat(changed.isEmpty()).isTrue();
    }

    @Test
    void linkChanged_parentDown_concernsThoseAbove() {
        changed.linkChanged(link(2, "eth0", 0));

        assertThat(changes()).containsExactly("vrrp.7", "vrrp.8");
    }

    @Test
    void linkChanged_renamed_concernsThoseAboveEitherName() {
        changed.linkChanged(link(2, "eth1", UP_AND_RUNNING));

        assertThat(changes()).containsExactly("vrrp.7", "vrrp.8", "v9");
    }

    @Test
    void linkRemoved_parent_concernsThoseAbove_alsoWhenItIsBack() {
        changed.linkRemoved(link(3, "eth1", UP_AND_RUNNING));
        assertThat(changes()).containsExactly("v9");

        changed.linkChanged(link(4, "eth1", UP_AND_RUNNING));
        assertThat(changes()).containsExactly("v9");
    }

    @Test
    void addressChanged_linkLocalOfTheParent_concernsThoseAbove() {
        changed.addressChanged(InterfaceAddress.of(2, IpAddress.parse("fe80::1"), 64));
        assertThat(changes()).containsExactly("vrrp.7", "vrrp.8");

        changed.addressChanged(InterfaceAddress.of(2, IpAddress.parse("10.0.0.1"), 24));
        assertThat(changes()).isEmpty();
    }

    @Test
    void touch_unknownName_isIgnored() {
        changed.touch("eth7");

        assertThat(changed.isEmpty()).isTrue();
    }

    private List<String> changes() {
        List<String> names = new ArrayList<>();
        for (VirtualLink link = changed.next(); link != null; link = changed.next()) {
            names.add(link.name());
        }
        return names;
    }

    private static VirtualLink desired(String name, String parent) {
        return new VirtualLink(
                name, parent, new VirtualLink.Macvlan(ADDRESS), true, false, false, 0);
    }

    private static Link link(int index, String name, int flags) {
        return new Link(index, name, flags, Link.ETHERNET, ADDRESS, 1500, 0, 0, "");
    }
}
