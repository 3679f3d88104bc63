package dev.upkeep.checkers.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.Ipvs.Refusal;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The first half of every line that ends with an asterisk in its name is what keepalived 2.2.7
/// logged for the same fault in the lab's kernel.
class RefusalMessagesTest {

    private static final ServiceKey WEB = new ServiceKey.OnAddress(6, endpoint("10.9.0.1", 80));
    private static final ServiceKey MARK = new ServiceKey.OnMark(Family.INET6, 7);
    private static final Service SERVICE = new Service(WEB, "lblcr", 0, 0, 32, null);
    private static final Destination SERVER =
            new Destination(
                    endpoint("10.9.0.2", 80), ForwardingMethod.MASQUERADE, 1, 0, 0, Tunnel.IPIP);

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "service that is there *",
                        new IpvsRequest.AddService(SERVICE),
                        17,
                        "IPVS cmd IP_VS_SO_SET_ADD(1154) error: Service already exists(17)"
                                + " (10.9.0.1:tcp:80): add service [10.9.0.1]:tcp:80 lblcr:"
                                + " the kernel's words (errno 17)"),
                arguments(
                        "scheduler that is missing *",
                        new IpvsRequest.AddService(SERVICE),
                        2,
                        "IPVS cmd IP_VS_SO_SET_ADD(1154) error: Scheduler or persistence engine"
                                + " not found(2) (10.9.0.1:tcp:80): add service"
                                + " [10.9.0.1]:tcp:80 lblcr: the kernel's words (errno 2)"),
                arguments(
                        "server that is there *",
                        new IpvsRequest.AddDestination(WEB, SERVER),
                        17,
                        "IPVS cmd IP_VS_SO_SET_ADDDEST(1159) error: Destination already exists(17)"
                                + " (10.9.0.1:tcp:80 -> 10.9.0.2:80): add server [10.9.0.2]:80"
                                + " (NAT, weight 1) to service [10.9.0.1]:tcp:80:"
                                + " the kernel's words (errno 17)"),
                arguments(
                        "server that is gone *",
                        new IpvsRequest.DeleteDestination(WEB, endpoint("10.9.0.2", 80)),
                        2,
                        "IPVS cmd IP_VS_SO_SET_DELDEST(1160) error: No such destination(2)"
                                + " (10.9.0.1:tcp:80 -> 10.9.0.2:80): delete server [10.9.0.2]:80"
                                + " from service [10.9.0.1]:tcp:80: the kernel's words (errno 2)"),
                arguments(
                        "server of a service that is gone",
                        new IpvsRequest.EditDestination(MARK, SERVER),
                        3,
                        "IPVS cmd IP_VS_SO_SET_EDITDEST(1161) error: No such service(3)"
                                + " (FWM 7 inet6 -> 10.9.0.2:80): edit server [10.9.0.2]:80"
                                + " (NAT, weight 1) of service FWM 7 inet6:"
                                + " the kernel's words (errno 3)"),
                arguments(
                        "edit without the capability",
                        new IpvsRequest.EditService(SERVICE),
                        1,
                        "IPVS cmd IP_VS_SO_SET_EDIT(1155) error: Operation not permitted(1)"
                                + " (10.9.0.1:tcp:80): edit service [10.9.0.1]:tcp:80 lblcr:"
                                + " the kernel's words (errno 1)"),
                arguments(
                        "service that is gone",
                        new IpvsRequest.DeleteService(WEB),
                        3,
                        "IPVS cmd IP_VS_SO_SET_DEL(1156) error: No such service(3)"
                                + " (10.9.0.1:tcp:80): delete service [10.9.0.1]:tcp:80:"
                                + " the kernel's words (errno 3)"),
                arguments(
                        "flush",
                        new IpvsRequest.Flush(),
                        12,
                        "IPVS cmd IP_VS_SO_SET_FLUSH(1157) error: Cannot allocate memory(12)"
                                + " (none): flush the table: the kernel's words (errno 12)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void line_saysCommandErrorAndServiceAsKeepalivedDoes_thenWhatWasAsked(
            String what, IpvsRequest request, int errno, String line) {
        assertThat(RefusalMessages.of(new Refusal(request, errno, "the kernel's words")))
                .as(what)
                .isEqualTo(line);
    }
}
