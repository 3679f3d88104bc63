package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs every address that any program adds or removes, and those that are there at the start
/// (`--address-monitoring`), in keepalived's words.
final class AddressMonitor {

    private static final Logger log = LoggerFactory.getLogger(AddressMonitor.class);

    private final NetworkView network;

    /// @param network knows the names of interfaces
    AddressMonitor(NetworkView network) {
        this.network = network;
    }

    /// Logs the addresses of the start.
    void present(List<InterfaceAddress> addresses) {
        addresses.forEach(each -> log(each, "added to"));
    }

    /// Logs the event of an address, which the network view has already.
    void see(RouteEvent event) {
        switch (event) {
            case RouteEvent.AddressChanged(InterfaceAddress address, int _) ->
                    log(address, "added to");
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) ->
                    log(address, "removed from");
            case RouteEvent.Resynchronized(var _, var addresses) -> {
                log.info("Netlink reflector has lost events; the addresses that are there now:");
                present(addresses);
            }
            case RouteEvent.LinkChanged _,
                    RouteEvent.LinkRemoved _,
                    RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
        }
    }

    private void log(InterfaceAddress address, String what) {
        Link link = network.link(address.interfaceIndex());
        log.info(
                "Netlink reflector reports IP {} {} {}",
                address.address(),
                what,
                link == null ? "interface " + address.interfaceIndex() : link.name());
    }
}
