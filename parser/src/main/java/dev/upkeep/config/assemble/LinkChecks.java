package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.InstanceTransportKeywords.*;
import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.model.VrrpLink;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// The interface of an instance and what is done to it.
record LinkChecks(BuildContext build, Interfaces interfaces) {

    /// Returns true when the instance has an interface to run on, or needs none; reports otherwise.
    boolean usable(BoundBlock block, VrrpTransport transport) {
        String name = block.get(INTERFACE);
        String label = "vrrp_instance " + block.name();
        if (name == null) {
            String vrf = block.get(VRF);
            if (vrf != null) {
                interfaces.mustExist(vrf, block.where(VRF), label + ": vrf");
            }
            boolean free =
                    transport instanceof VrrpTransport.Unicast unicast && unicast.source() != null;
            if (!free) {
                build.findings()
                        .fatal(
                                DiagnosticCode.VRRP_INTERFACE,
                                block.where(),
                                label + " has no interface",
                                "only unicast with a source address goes without");
            }
            return free;
        }
        if (name.equals("lo")) {
            build.findings()
                    .fatal(
                            DiagnosticCode.VRRP_LOOPBACK,
                            block.where(INTERFACE),
                            label + " cannot use the loopback interface lo",
                            "name the interface to the other routers");
            return false;
        }
        interfaces.mustExist(name, block.where(INTERFACE), label);
        if (block.has(VRF)) {
            build.error(
                    DiagnosticCode.VRRP_VRF,
                    block.where(VRF),
                    label + ": vrf is for instances without interface; ignored",
                    null);
        }
        if (block.has(VMAC_XMIT_BASE) && !block.has(USE_VMAC)) {
            build.error(
                    DiagnosticCode.VRRP_VMAC,
                    block.where(VMAC_XMIT_BASE),
                    label + ": vmac_xmit_base needs use_vmac",
                    null);
        }
        if (block.has(USE_VMAC) && block.has(USE_IPVLAN)) {
            build.error(
                    DiagnosticCode.VRRP_VMAC,
                    block.where(USE_IPVLAN),
                    label + ": use_ipvlan and use_vmac exclude each other; use_vmac stands",
                    null);
        }
        return true;
    }

    VrrpLink link(BoundBlock block, VrrpTransport transport, Family family, boolean strict) {
        Ipvlan ipvlan = block.has(USE_VMAC) ? null : block.get(USE_IPVLAN);
        if (ipvlan != null && ipvlan.address() == null && family == Family.INET) {
            build.error(
                    DiagnosticCode.VRRP_IPVLAN,
                    block.where(USE_IPVLAN),
                    "vrrp_instance " + block.name() + ": use_ipvlan over IPv4 needs an address",
                    "write use_ipvlan ADDRESS/LENGTH");
        }
        if (block.isOn(PROMOTE_SECONDARIES) && (block.has(USE_VMAC) || block.has(USE_IPVLAN))) {
            build.warning(
                    DiagnosticCode.VRRP_PROMOTE,
                    block.where(PROMOTE_SECONDARIES),
                    "vrrp_instance "
                            + block.name()
                            + ": promote_secondaries is set for use_vmac and use_ipvlan anyway",
                    "remove the line");
        }
        boolean hasInterface = block.get(INTERFACE) != null;
        Macvlan macvlan = macvlan(block, strict);
        boolean fromBase = macvlan != null && !strict && block.isOn(VMAC_XMIT_BASE);
        boolean unicast = transport instanceof VrrpTransport.Unicast || block.has(UNICAST_SRC_IP);
        if (macvlan != null && !fromBase && unicast) {
            build.error(
                    DiagnosticCode.VRRP_VMAC,
                    block.where(),
                    "vrrp_instance "
                            + block.name()
                            + ": unicast with use_vmac sends from the base"
                            + " interface",
                    "add vmac_xmit_base");
            fromBase = true;
        }
        return new VrrpLink(
                block.get(INTERFACE),
                hasInterface ? null : block.get(VRF),
                macvlan,
                macvlan == null ? ipvlan : null,
                block.isOn(USE_VMAC_ADDR),
                fromBase,
                !block.isOn(DONT_TRACK_PRIMARY),
                block.isOn(PROMOTE_SECONDARIES),
                block.isOn(LINKBEAT_USE_POLLING),
                block.value(KERNEL_RX_BUF_SIZE));
    }

    /// The macvlan with the VRID appended to an address of five bytes.
    private static @Nullable Macvlan macvlan(BoundBlock block, boolean strict) {
        Macvlan macvlan = block.get(USE_VMAC);
        String mac = macvlan == null ? null : macvlan.mac();
        if (macvlan == null || mac == null) {
            return macvlan;
        }
        if (strict) {
            return new Macvlan(macvlan.name(), null, macvlan.notifyMessage(), macvlan.group());
        }
        boolean five = mac.length() == 5 * 3 - 1;
        String whole = five ? mac + ":%02x".formatted(block.get(VIRTUAL_ROUTER_ID, 0)) : mac;
        return new Macvlan(macvlan.name(), whole, macvlan.notifyMessage(), macvlan.group());
    }
}
