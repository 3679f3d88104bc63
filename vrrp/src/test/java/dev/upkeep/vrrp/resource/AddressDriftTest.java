package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// [Resource.Address#isChangedIn].
class AddressDriftTest {

    private static final String IPV4 = "10.0.0.100";
    private static final String IPV6 = "2001:db8::100";
    private static final long FOREVER = InterfaceAddress.FOREVER;
    private static final int PERMANENT = InterfaceAddress.PERMANENT;
    private static final int NO_PREFIX = InterfaceAddress.NO_PREFIX_ROUTE;

    static Stream<Arguments> forms() {
        return Stream.of(
                form("as set", IPV4, 0, FOREVER, PERMANENT, FOREVER, FOREVER, false),
                form("ends", IPV4, 0, FOREVER, 0, FOREVER, 100, true),
                form("deprecated", IPV4, 0, FOREVER, PERMANENT, 0, FOREVER, true),
                form("secondary", IPV4, 0, FOREVER, PERMANENT | 1, FOREVER, FOREVER, false),
                form("limit counts down", IPV4, 0, 60, PERMANENT, 12, FOREVER, false),
                form("limit is over", IPV4, 0, 60, PERMANENT, 0, FOREVER, false),
                form("limit extended", IPV4, 0, 60, PERMANENT, 61, FOREVER, true),
                form("limit taken away", IPV4, 0, 60, PERMANENT, FOREVER, FOREVER, true),
                form("host as set", IPV6, 0, 0, PERMANENT, 0, FOREVER, false),
                form("host becomes a source", IPV6, 0, 0, PERMANENT, FOREVER, FOREVER, true),
                form("prefix route goes", IPV6, 0, FOREVER, NO_PREFIX, FOREVER, FOREVER, true),
                form("prefix route comes", IPV6, NO_PREFIX, FOREVER, 0, FOREVER, FOREVER, true),
                form("tentative", IPV6, 0, FOREVER, 0x40, FOREVER, FOREVER, false),
                form("no flag of IPv4", IPV4, NO_PREFIX, FOREVER, 0, FOREVER, FOREVER, false));
    }

    private static Arguments form(
            String name,
            String address,
            int flags,
            long preferred,
            int reportedFlags,
            long reportedPreferred,
            long reportedValid,
            boolean changed) {
        return Arguments.of(
                name,
                address(address, flags, preferred, FOREVER),
                address(address, reportedFlags, reportedPreferred, reportedValid),
                changed);
    }

    private static InterfaceAddress address(String text, int flags, long preferred, long valid) {
        return new InterfaceAddress(
                2, IpAddress.parse(text), 24, null, null, 0, flags, "", preferred, valid);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void address_reported_isChanged(
            String name, InterfaceAddress held, InterfaceAddress reported, boolean changed) {
        assertThat(new Resource.Address(held, true).isChangedIn(reported))
                .as(name)
                .isEqualTo(changed);
    }
}
