package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import java.util.ArrayList;
import java.util.List;

/// Capabilities, the kernel's IPVS, and the clock.
final class PrivilegeExamination {

    private PrivilegeExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings =
                new ArrayList<>(Privileges.missing(configuration, machine.capabilities()));
        boolean services = !configuration.virtualServers().isEmpty();
        if (services && !machine.ipvs()) {
            findings.add(
                    Finding.problem(
                            "The kernel has no IPVS: no virtual server will answer.",
                            "Load the module ip_vs (modprobe ip_vs), or install a kernel that has"
                                    + " it."));
        }
        boolean signed =
                configuration.vrrpInstances().stream()
                        .anyMatch(one -> one.adverts().hmac() != null);
        if (signed && !machine.clockSynchronized()) {
            findings.add(
                    Finding.problem(
                            "The clock is not synchronized: with auth_hmac a peer whose clock"
                                    + " differs by more than time_window refuses every advert.",
                            "Run chrony or systemd-timesyncd on all routers."));
        }
        return findings;
    }
}
