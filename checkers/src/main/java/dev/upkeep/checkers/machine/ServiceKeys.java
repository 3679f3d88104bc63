package dev.upkeep.checkers.machine;

import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which services of the kernel a virtual service stands for: one, or one per address and firewall
/// mark of its group.
public final class ServiceKeys {

    private ServiceKeys() {}

    /// The keys, in the order of the configuration; none for a group that does not exist.
    public static List<ServiceKey> of(
            VirtualServer service, Map<String, VirtualServerGroup> groups) {
        int protocol = number(service.protocol());
        return switch (service.address()) {
            case ServiceAddress.Address(var endpoint) ->
                    List.of(new ServiceKey.OnAddress(protocol, endpoint));
            case ServiceAddress.FirewallMark(int mark) ->
                    List.of(new ServiceKey.OnMark(service.family(), mark));
            case ServiceAddress.Group(var name) -> {
                VirtualServerGroup group = groups.get(name);
                List<ServiceKey> keys = new ArrayList<>();
                if (group != null) {
                    group.members().forEach(member -> expand(service, protocol, member, keys));
                }
                yield List.copyOf(keys);
            }
        };
    }

    private static void expand(
            VirtualServer service, int protocol, Member member, List<ServiceKey> keys) {
        switch (member) {
            case Member.AddressRange(var first, var last, int port) -> {
                for (IpAddress at = first; ; at = next(at)) {
                    keys.add(new ServiceKey.OnAddress(protocol, new Endpoint(at, port)));
                    if (at.compareTo(last) >= 0) {
                        return;
                    }
                }
            }
            case Member.FirewallMark(int mark, var family) ->
                    keys.add(
                            new ServiceKey.OnMark(
                                    family == null ? service.family() : family, mark));
        }
    }

    private static IpAddress next(IpAddress address) {
        byte[] bytes = address.bytes();
        for (int i = bytes.length - 1; i >= 0 && ++bytes[i] == 0; i--) {
            // carry into the byte before
        }
        return IpAddress.of(bytes);
    }

    /// `IPPROTO_*`.
    static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }
}
