package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kernel settings.
final class SettingExamination {

    private SettingExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            virtualInterface(instance, machine, findings);
        }
        for (VirtualServer server : configuration.virtualServers()) {
            for (RealServer real : server.realServers()) {
                forwarding(server, real, machine, findings);
                realServer(server, real, machine, findings);
            }
        }
        boolean addresses =
                configuration.vrrpInstances().stream()
                        .anyMatch(one -> !one.resources().addresses().isEmpty());
        if (addresses && machine.number("ipv4/ip_nonlocal_bind") == 0) {
            findings.add(
                    Finding.warning(
                            "net.ipv4.ip_nonlocal_bind is 0: a service that binds to a virtual"
                                    + " address cannot start while this router is backup.",
                            "Set it to 1, or let the service listen on all addresses."));
        }
        return findings;
    }

    private static void virtualInterface(
            VrrpInstance instance, Machine machine, List<Finding> findings) {
        boolean virtual =
                instance.link().macvlan() != null && instance.identity().family() == Family.INET;
        if (virtual && machine.number("ipv4/conf/all/rp_filter") == 1) {
            findings.add(
                    Finding.problem(
                            "%s: net.ipv4.conf.all.rp_filter is 1, which overrules the 0 of the"
                                            .formatted(instance.name())
                                    + " virtual interface: packets to the virtual address are"
                                    + " dropped when the way back is another interface.",
                            "Set net.ipv4.conf.all.rp_filter to 0 or 2."));
        }
    }

    private static void forwarding(
            VirtualServer server, RealServer real, Machine machine, List<Finding> findings) {
        boolean nat = real.forwarding() instanceof Forwarding.Nat;
        if (!nat || machine.has(real.endpoint().address())) {
            return;
        }
        String path =
                switch (real.endpoint().address().family()) {
                    case INET -> "ipv4/ip_forward";
                    case INET6 -> "ipv6/conf/all/forwarding";
                };
        if (machine.number(path) == 0) {
            findings.add(
                    Finding.problem(
                            "net.%s is 0, and the service %s translates addresses (NAT): nothing"
                                            .formatted(path.replace('/', '.'), name(server))
                                    + " reaches its servers.",
                            "Set it to 1 (sysctl -w net.%s=1).".formatted(path.replace('/', '.'))));
        }
    }

    /// This machine is one of the real servers of direct routing or tunnelling.
    private static void realServer(
            VirtualServer server, RealServer real, Machine machine, List<Finding> findings) {
        IpAddress virtual = address(server);
        boolean direct =
                switch (real.forwarding()) {
                    case Forwarding.DirectRouting() -> true;
                    case Forwarding.Tunnel _ -> true;
                    case Forwarding.Nat(), Forwarding.FullNat() -> false;
                };
        if (!direct || virtual == null || !machine.has(real.endpoint().address())) {
            return;
        }
        if (!machine.has(virtual)) {
            findings.add(
                    Finding.problem(
                            "This machine is the real server %s of %s, and does not have the"
                                            .formatted(real.endpoint().address(), virtual)
                                    + " virtual address: it drops what the director sends.",
                            "Add it to lo: ip addr add %s/%d dev lo."
                                    .formatted(
                                            virtual, virtual.family() == Family.INET ? 32 : 128)));
        } else if (virtual.family() == Family.INET
                && (machine.number("ipv4/conf/all/arp_ignore") < 1
                        || machine.number("ipv4/conf/all/arp_announce") < 2)) {
            findings.add(
                    Finding.problem(
                            "This machine is a real server of %s and answers ARP for it: clients"
                                            .formatted(virtual)
                                    + " will find it instead of the director.",
                            "Set net.ipv4.conf.all.arp_ignore=1 and"
                                    + " net.ipv4.conf.all.arp_announce=2."));
        }
    }

    private static String name(VirtualServer server) {
        IpAddress address = address(server);
        return address == null ? "of a mark or group" : address.toString();
    }

    private static @Nullable IpAddress address(VirtualServer server) {
        return server.address() instanceof ServiceAddress.Address(var endpoint)
                ? endpoint.address()
                : null;
    }
}
