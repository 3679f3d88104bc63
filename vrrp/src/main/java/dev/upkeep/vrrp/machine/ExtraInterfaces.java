package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `garp_extra_if`: what a master announces from time to time, so that switches do not forget the
/// link-layer addresses that adverts do not carry.
final class ExtraInterfaces {

    private ExtraInterfaces() {}

    /// The first address of each interface that adverts do not leave through: of virtual interfaces
    /// only, unless the configuration says `all`.
    ///
    /// @param instance with the names of virtual interfaces filled in
    static List<VirtualAddress> announced(VrrpInstance instance, List<VirtualAddress> addresses) {
        String sending = instance.link().advertInterface();
        Map<String, VirtualAddress> first = new LinkedHashMap<>();
        for (VirtualAddress address : addresses) {
            String device = address.device();
            if (device != null
                    && !device.equals(sending)
                    && (instance.resources().announcements().extraInterfaceAll()
                            || isVirtual(instance, address, device))) {
                first.putIfAbsent(device, address);
            }
        }
        return List.copyOf(first.values());
    }

    private static boolean isVirtual(VrrpInstance instance, VirtualAddress address, String device) {
        Macvlan own = instance.link().macvlan();
        return address.has(VirtualAddress.Flag.USE_VMAC)
                || (own != null && device.equals(own.name()))
                || (instance.link().vmacForAddresses()
                        && !device.equals(instance.link().interfaceName()));
    }
}
