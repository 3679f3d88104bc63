package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteRequest.AddAddress;
import dev.upkeep.netlink.route.RouteRequest.DeleteAddress;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.machine.Instances;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressProgrammerTest {

    private static final InterfaceAddress VIP = Networks.vip(Networks.ETH0, "10.0.0.100");
    private static final List<VirtualAddress> ONE = List.of(Instances.address("10.0.0.100"));

    private final NetworkView network = Networks.usual();
    private final List<RouteRequest> sent = new ArrayList<>();
    private final List<RouteSocket.Completion> completions = new ArrayList<>();
    private final AddressProgrammer programmer =
            new AddressProgrammer(
                    network,
                    (wanted, completion) -> {
                        sent.addAll(wanted);
                        wanted.forEach(_ -> completions.add(completion));
                    });

    @Test
    void add_ipv4_isSentAsWritten() {
        programmer.add("VI_1", ONE, "eth0");

        assertThat(sent).containsExactly(new AddAddress(VIP));
    }

    @Test
    void add_ipv6Host_isNeverASourceAndSkipsDuplicateDetection() {
        programmer.add("VI_1", List.of(Instances.address("2001:db8::100")), "eth0");

        assertThat(sent).hasSize(1);
        InterfaceAddress address = ((AddAddress) sent.getFirst()).address();
        assertThat(address.preferredSeconds()).isZero();
        assertThat(address.flags()).isEqualTo(InterfaceAddress.NO_DAD);
    }

    @Test
    void add_interfaceMissing_sendsNothing() {
        programmer.add("VI_1", ONE, "eth9");

        assertThat(sent).isEmpty();
    }

    @Test
    void remove_absentAddress_sendsNothing() {
        programmer.remove("VI_1", ONE, "eth0");

        assertThat(sent).isEmpty();
    }

    @Test
    void remove_leftOver_isSent() {
        network.apply(new RouteEvent.AddressChanged(VIP));

        programmer.remove("VI_1", ONE, "eth0");

        assertThat(sent).containsExactly(new DeleteAddress(VIP));
    }

    @Test
    void remove_ownAddressNotReportedYet_isSent() {
        programmer.add("VI_1", ONE, "eth0");

        programmer.remove("VI_1", ONE, "eth0");

        assertThat(sent).containsExactly(new AddAddress(VIP), new DeleteAddress(VIP));
    }

    @Test
    void ours_removalThatWeAskedFor_isOursOnce() {
        programmer.add("VI_1", ONE, "eth0");
        programmer.remove("VI_1", ONE, "eth0");

        assertThat(programmer.ours(VIP)).isTrue();
        assertThat(programmer.ours(VIP)).as("somebody else's").isFalse();
    }

    @Test
    void ours_refusedRemoval_isNotOurs() {
        network.apply(new RouteEvent.AddressChanged(VIP));
        programmer.remove("VI_1", ONE, "eth0");

        completions.getFirst().done(sent.getFirst(), Errno.EADDRNOTAVAIL, "not there");

        assertThat(programmer.ours(VIP)).isFalse();
    }

    @Test
    void lost_removedAddress_isFoundAmongTheInstances() {
        assertThat(programmer.lost(VIP, ONE, "eth0")).isEqualTo(ONE.getFirst());
        assertThat(programmer.lost(VIP, ONE, "eth1")).isNull();
    }
}
