package dev.upkeep.checkers.service;

import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.NetlinkBuffers.Buffer;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Follows which addresses this machine has, for `ha_suspend`. Belongs to the thread of the checks.
final class AddressWatch {

    private final EventLoop loop;
    private final BiConsumer<IpAddress, Boolean> listener;
    private final Logger log;
    private final Map<IpAddress, Set<Integer>> interfaces = new HashMap<>();
    private @Nullable RouteSocket socket;

    /// @param listener gets an address that came to this machine (true) or left it
    AddressWatch(EventLoop loop, BiConsumer<IpAddress, Boolean> listener, Logger log) {
        this.loop = loop;
        this.listener = listener;
        this.log = log;
    }

    /// Begins, once; reports the present addresses.
    ///
    /// @param configured `lvs_netlink_cmd_rcv_bufs` and `lvs_netlink_monitor_rcv_bufs`; a later
    ///   call may change them
    void begin(NetlinkBuffers configured) {
        try {
            if (socket != null) {
                socket.receiveBuffers(buffers(configured));
                return;
            }
            socket = RouteSocket.open(loop, this::changed, this::unreadable, buffers(configured));
            RouteSocket.addresses().forEach(this::here);
        } catch (KernelException e) {
            log.error("ha_suspend: addresses cannot be followed: {}", e.getMessage());
        }
    }

    static ReceiveBuffers buffers(NetlinkBuffers configured) {
        Buffer command = configured.lvsCommand();
        Buffer monitor = configured.lvsMonitor();
        return new ReceiveBuffers(
                ReceiveBuffers.size(command.bytes(), command.force()),
                ReceiveBuffers.size(monitor.bytes(), monitor.force()));
    }

    /// Called with an event of the kernel.
    void changed(RouteEvent event) {
        switch (event) {
            case RouteEvent.AddressChanged(var address, int _) -> here(address);
            case RouteEvent.AddressRemoved(var address, int _) -> gone(address);
            case RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
            case RouteEvent.Resynchronized(_, var addresses) -> {
                log.warn("ha_suspend: netlink notifications were lost: addresses were read anew");
                all(addresses);
            }
            case RouteEvent.LinkChanged _, RouteEvent.LinkRemoved _ -> {}
        }
    }

    private void unreadable(KernelException cause) {
        log.error(
                "ha_suspend: netlink notifications were lost, and addresses cannot be read; going on"
                        + " with those known before until they can: {}",
                cause.getMessage());
    }

    private void here(InterfaceAddress address) {
        interfaces
                .computeIfAbsent(address.address(), _ -> new HashSet<>())
                .add(address.interfaceIndex());
        listener.accept(address.address(), true);
    }

    private void gone(InterfaceAddress address) {
        Set<Integer> left = interfaces.get(address.address());
        if (left != null && left.remove(address.interfaceIndex()) && left.isEmpty()) {
            interfaces.remove(address.address());
            listener.accept(address.address(), false);
        }
    }

    private void all(List<InterfaceAddress> addresses) {
        Set<IpAddress> before = Set.copyOf(interfaces.keySet());
        interfaces.clear();
        addresses.forEach(this::here);
        for (IpAddress address : before) {
            if (!interfaces.containsKey(address)) {
                listener.accept(address, false);
            }
        }
    }

    /// Ends it.
    void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
