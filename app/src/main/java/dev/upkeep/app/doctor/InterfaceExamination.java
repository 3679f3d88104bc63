package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Link;
import java.util.ArrayList;
import java.util.List;

/// The interfaces of instances, and what the network below them lets through.
final class InterfaceExamination {

    private InterfaceExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            of(instance, machine, findings);
        }
        return findings;
    }

    private static void of(VrrpInstance instance, Machine machine, List<Finding> findings) {
        String name = instance.link().interfaceName();
        if (name == null) {
            return;
        }
        Link link = machine.network().link(name);
        if (link == null) {
            findings.add(
                    Finding.problem(
                            "%s: the interface %s does not exist.".formatted(instance.name(), name),
                            "Correct the keyword interface; until then the instance is in FAULT."));
            return;
        }
        if (!link.usable()) {
            findings.add(
                    Finding.problem(
                            "%s: the interface %s is %s."
                                    .formatted(
                                            instance.name(),
                                            name,
                                            link.up() ? "without carrier" : "switched off"),
                            "Switch it on (ip link set " + name + " up), or look at the cable."));
        }
        boolean multicast =
                switch (instance.transport()) {
                    case VrrpTransport.Multicast _ -> true;
                    case VrrpTransport.Unicast _ -> false;
                };
        if (multicast && !link.multicast()) {
            findings.add(
                    Finding.problem(
                            "%s: the interface %s carries no multicast."
                                    .formatted(instance.name(), name),
                            "Use unicast_src_ip and unicast_peer."));
        }
        String cloud = machine.cloud();
        if (multicast && cloud != null) {
            findings.add(
                    Finding.problem(
                            "%s: this is a machine of %s, whose network drops multicast: both"
                                            .formatted(instance.name(), cloud)
                                    + " routers will be master.",
                            "Use unicast_src_ip and unicast_peer, and let a notify script move the"
                                    + " address in the provider's API."));
        }
        if (!hasSource(instance, link, machine)) {
            findings.add(
                    Finding.problem(
                            "%s: the interface %s has no %s address that adverts could come from."
                                    .formatted(
                                            instance.name(),
                                            name,
                                            instance.identity().family() == Family.INET
                                                    ? "IPv4"
                                                    : "link-local IPv6"),
                            "Give it one that is not a virtual address."));
        }
    }

    private static boolean hasSource(VrrpInstance instance, Link link, Machine machine) {
        if (instance.transport().source() != null) {
            return true;
        }
        List<IpAddress> virtual =
                instance.resources().addresses().stream()
                        .map(address -> address.address())
                        .toList();
        return machine.network().addresses(link.index()).stream()
                .map(address -> address.address())
                .filter(address -> !virtual.contains(address))
                .anyMatch(address ->
                        address.family() == instance.identity().family()
                                && (address.family() == Family.INET || address.isLinkLocal()));
    }
}
