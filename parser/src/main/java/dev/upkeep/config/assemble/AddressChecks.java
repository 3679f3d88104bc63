package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.InstanceTransportKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;

/// Compares the addresses of an instance with those of the machine and of other instances. The
/// state of the machine is no error of the file: everything here is a warning.
///
/// @param holders the instance that has an address so far
record AddressChecks(BuildContext build, Map<IpAddress, String> holders) {

    void add(VrrpInstance instance, BoundBlock block) {
        source(instance, block);
        shared(
                instance,
                block,
                VrrpInstanceKeywords.VIRTUAL_IPADDRESS,
                instance.resources().addresses());
        shared(
                instance,
                block,
                VrrpInstanceKeywords.VIRTUAL_IPADDRESS_EXCLUDED,
                instance.resources().excluded());
        own(instance, block);
    }

    private void source(VrrpInstance instance, BoundBlock block) {
        IpAddress source = instance.transport().source();
        if (source == null || build.hasAddress(source)) {
            return;
        }
        boolean unicast = block.has(InstanceTransportKeywords.UNICAST_SRC_IP);
        build.warning(
                DiagnosticCode.VRRP_SOURCE,
                block.where(
                        unicast
                                ? InstanceTransportKeywords.UNICAST_SRC_IP
                                : InstanceTransportKeywords.MCAST_SRC_IP),
                "vrrp_instance "
                        + instance.name()
                        + ": the source address "
                        + source
                        + " is not on this machine; "
                        + (unicast || instance.transport().trackSource()
                                ? "the instance waits in FAULT until it is"
                                : "adverts come from it all the same"),
                "write an address of this machine");
    }

    private void shared(
            VrrpInstance instance, BoundBlock block, Node keyword, List<VirtualAddress> addresses) {
        for (VirtualAddress each : addresses) {
            String other = holders.putIfAbsent(each.address(), instance.name());
            if (other != null && !other.equals(instance.name())) {
                build.warning(
                        DiagnosticCode.VIP_SHARED,
                        block.where(keyword),
                        "vrrp_instance "
                                + instance.name()
                                + ": "
                                + each.address()
                                + " is an address of vrrp_instance "
                                + other
                                + " too; it stays while either of them is MASTER",
                        "remove it from one of them");
            }
        }
    }

    /// An address that the interface has itself goes away when the instance leaves MASTER, and the
    /// source of its adverts with it.
    private void own(VrrpInstance instance, BoundBlock block) {
        String device = instance.link().interfaceName();
        if (device == null
                || instance.election().priority() == 255
                || instance.transport().source() != null) {
            return;
        }
        IpAddress first = build.system().sourceAddress(device, instance.identity().family());
        if (first == null) {
            return;
        }
        for (VirtualAddress each : instance.resources().addresses()) {
            if (each.address().equals(first)) {
                build.warning(
                        DiagnosticCode.VIP_OWN,
                        block.where(VrrpInstanceKeywords.VIRTUAL_IPADDRESS),
                        "vrrp_instance "
                                + instance.name()
                                + ": "
                                + first
                                + " is the address of "
                                + device
                                + " itself; it is taken away unless the instance is MASTER",
                        "take another address, or priority 255 on the router that owns it");
            }
        }
    }
}
