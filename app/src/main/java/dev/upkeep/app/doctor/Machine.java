package dev.upkeep.app.doctor;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.io.HeardAdvertisement;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of a machine as the doctor reads it.
///
/// @param capabilities effective ones, by name: `CAP_NET_ADMIN`
/// @param settings kernel settings by path below `/proc/sys/net`; those that do not exist are
///   absent
/// @param ipvs whether the kernel has IPVS, or a module for it
/// @param network links and addresses
/// @param packetFilter rules as `nft list ruleset` and `iptables-save` print them
/// @param cloud the provider whose virtual machine this is, null for none that is known
/// @param clockSynchronized whether the kernel takes its clock for right
/// @param adverts what was heard while it listened
/// @param answers who answers for an address on the wire: hardware addresses
public record Machine(
        Set<String> capabilities,
        Map<String, String> settings,
        boolean ipvs,
        NetworkView network,
        List<String> packetFilter,
        @Nullable String cloud,
        boolean clockSynchronized,
        List<HeardAdvertisement> adverts,
        Map<IpAddress, String> answers) {

    public Machine {
        capabilities = Set.copyOf(capabilities);
        settings = Map.copyOf(settings);
        packetFilter = List.copyOf(packetFilter);
        adverts = List.copyOf(adverts);
        answers = Map.copyOf(answers);
    }

    /// A setting as a number, 0 where it does not exist.
    int number(String path) {
        String value = settings.get(path);
        return value == null || !value.matches("-?\\d{1,9}") ? 0 : Integer.parseInt(value);
    }

    /// Returns whether an address is one of this machine's own.
    boolean has(IpAddress address) {
        return network.links().stream()
                .flatMap(link -> network.addresses(link.index()).stream())
                .anyMatch(own -> own.address().equals(address));
    }
}
