package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import java.util.ArrayList;
import java.util.List;

/// Capabilities, the kernel's IPVS, and the clock.
final class PrivilegeExamination {

    private PrivilegeExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        boolean vrrp = !configuration.vrrpInstances().isEmpty();
        boolean services = !configuration.virtualServers().isEmpty();
        if ((vrrp || services) && !machine.capabilities().contains("CAP_NET_ADMIN")) {
            findings.add(
                    Finding.problem(
                            "CAP_NET_ADMIN is missing: neither addresses nor IPVS can be changed.",
                            "Run as root, or give the service AmbientCapabilities=CAP_NET_ADMIN."));
        }
        if (vrrp && !machine.capabilities().contains("CAP_NET_RAW")) {
            findings.add(
                    Finding.problem(
                            "CAP_NET_RAW is missing: adverts can be neither sent nor heard.",
                            "Run as root, or give the service AmbientCapabilities=CAP_NET_RAW."));
        }
        int priority = configuration.global().daemon().scheduling().vrrp().realtimePriority();
        if (vrrp && priority > 0 && !machine.capabilities().contains("CAP_SYS_NICE")) {
            findings.add(
                    Finding.warning(
                            "CAP_SYS_NICE is missing: vrrp_rt_priority "
                                    + priority
                                    + " will not be set.",
                            "Give the service CAP_SYS_NICE, or remove the keyword."));
        }
        if (services && !machine.ipvs()) {
            findings.add(
                    Finding.problem(
                            "The kernel has no IPVS: no virtual server will answer.",
                            "Load the module ip_vs (modprobe ip_vs), or install a kernel that has"
                                    + " it."));
        }
        boolean signed = configuration.vrrpInstances().stream().anyMatch(one -> one.hmac() != null);
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
