package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.io.HeardAdvertisement;
import java.util.ArrayList;
import java.util.List;

/// Examines other hosts on the wire: their adverts, and who answers for virtual addresses.
final class NeighborExamination {

    private NeighborExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        for (HeardAdvertisement heard : machine.adverts()) {
            of(heard, configuration, findings);
        }
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            answers(instance, machine, findings);
        }
        return findings;
    }

    private static void of(
            HeardAdvertisement heard, Configuration configuration, List<Finding> findings) {
        VrrpInstance instance =
                configuration.vrrpInstances().stream()
                        .filter(one -> one.name().equals(heard.instance()))
                        .findFirst()
                        .orElse(null);
        if (instance == null) {
            findings.add(
                    Finding.warning(
                            "%s advertises virtual router %d on %s, which no instance here has."
                                    .formatted(
                                            heard.source(),
                                            heard.virtualRouterId(),
                                            heard.interfaceName()),
                            "Do not use that virtual_router_id on this network."));
            return;
        }
        if (!heard.accepted()) {
            findings.add(
                    Finding.problem(
                            "%s: adverts of %s arrive and are refused: %s."
                                    .formatted(
                                            instance.name(),
                                            heard.source(),
                                            String.join("; ", heard.remarks())),
                            "Make both ends alike; while they differ both are master. If %s is a"
                                            .formatted(heard.source())
                                    + " stranger, take another virtual_router_id."));
        } else if (!heard.remarks().isEmpty()) {
            findings.add(
                    Finding.warning(
                            "%s: the adverts of %s differ: %s."
                                    .formatted(
                                            instance.name(),
                                            heard.source(),
                                            String.join("; ", heard.remarks())),
                            "If %s is a stranger, take another virtual_router_id; else make both"
                                            .formatted(heard.source())
                                    + " ends alike."));
        }
        if (heard.priority() == instance.election().priority()) {
            findings.add(
                    Finding.warning(
                            "%s: %s has the same priority %d; the higher address becomes master."
                                    .formatted(instance.name(), heard.source(), heard.priority()),
                            "Give each router a priority of its own."));
        }
    }

    private static void answers(VrrpInstance instance, Machine machine, List<Finding> findings) {
        boolean masterHeard =
                machine.adverts().stream()
                        .anyMatch(heard -> instance.name().equals(heard.instance()));
        for (VirtualAddress address : instance.resources().addresses()) {
            String hardware = machine.answers().get(address.address());
            if (hardware == null) {
                continue;
            }
            if (machine.has(address.address())) {
                findings.add(
                        Finding.problem(
                                "%s: this machine has %s, and %s answers for it too."
                                        .formatted(instance.name(), address.address(), hardware),
                                "Find that machine: two masters, or a host with the same address."));
            } else if (!masterHeard) {
                findings.add(
                        Finding.problem(
                                "%s: %s answers for %s, and no master is heard."
                                        .formatted(instance.name(), hardware, address.address()),
                                "Either the adverts of a master do not arrive here, or a host that"
                                        + " knows nothing of VRRP has the address."));
            }
        }
    }
}
