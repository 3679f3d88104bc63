package dev.upkeep.netlink.route;

/// An interface as the kernel reports it (`RTM_NEWLINK`).
///
/// @param index number of the interface, above 0
/// @param name at most 15 bytes
/// @param flags `IFF_*`
/// @param type `ARPHRD_*`: [#ETHERNET], [#LOOPBACK], ..
/// @param address its link-layer address
/// @param mtu in bytes
/// @param parent index of the interface below (of a macvlan, a vlan), 0 for none
/// @param controller index of the bridge, bond or VRF it belongs to (`IFLA_MASTER`), 0 for none
/// @param kind `macvlan`, `veth`, ..; empty for hardware
/// @param vrfTable routing table of a VRF, 0 for any other link
public record Link(
        int index,
        String name,
        int flags,
        int type,
        HardwareAddress address,
        int mtu,
        int parent,
        int controller,
        String kind,
        long vrfTable) {

    /// Makes a link that is no VRF.
    public Link(
            int index,
            String name,
            int flags,
            int type,
            HardwareAddress address,
            int mtu,
            int parent,
            int controller,
            String kind) {
        this(index, name, flags, type, address, mtu, parent, controller, kind, 0);
    }

    /// `ARPHRD_ETHER`.
    public static final int ETHERNET = 1;

    /// `ARPHRD_INFINIBAND`.
    public static final int INFINIBAND = 32;

    /// `ARPHRD_LOOPBACK`.
    public static final int LOOPBACK = 772;

    private static final int IFF_UP = 0x1;
    private static final int IFF_BROADCAST = 0x2;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_NOARP = 0x80;
    private static final int IFF_MULTICAST = 0x1000;

    /// Switched on by the administrator (`IFF_UP`).
    public boolean up() {
        return (flags & IFF_UP) != 0;
    }

    /// Able to carry packets (`IFF_RUNNING`): there is a carrier.
    public boolean running() {
        return (flags & IFF_RUNNING) != 0;
    }

    /// Returns a copy with another state of its carrier (`IFF_RUNNING`).
    public Link running(boolean carrier) {
        int changed = carrier ? flags | IFF_RUNNING : flags & ~IFF_RUNNING;
        return new Link(
                index, name, changed, type, address, mtu, parent, controller, kind, vrfTable);
    }

    /// Up and running: what VRRP calls a good interface.
    public boolean usable() {
        return up() && running();
    }

    /// `IFF_MULTICAST`.
    public boolean multicast() {
        return (flags & IFF_MULTICAST) != 0;
    }

    /// `IFF_BROADCAST`.
    public boolean broadcast() {
        return (flags & IFF_BROADCAST) != 0;
    }

    /// `IFF_NOARP`: gratuitous ARP makes no sense.
    public boolean noArp() {
        return (flags & IFF_NOARP) != 0;
    }
}
