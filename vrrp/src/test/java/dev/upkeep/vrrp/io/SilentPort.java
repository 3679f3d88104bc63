package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.SocketFilter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes everything and hears nothing.
class SilentPort implements PacketPort {
    @Override
    public EventLoop.Watch watch(EventLoop on, Runnable ready) {
        return new EventLoop.Watch() {
            @Override
            public void events(int events) {}

            @Override
            public void close() {}

            @Override
            public void closeWithDescriptor() {}
        };
    }

    @Override
    public void send(ByteBuffer packet, IpAddress to, int scope) {}

    @Override
    public @Nullable Datagram receive() {
        return null;
    }

    @Override
    public void filter(SocketFilter filter) {}

    @Override
    public void join(IpAddress group) {}

    @Override
    public void hopLimit(int hops) {}

    @Override
    public int receiveBuffer() {
        return 65_536;
    }

    @Override
    public void receiveBuffer(int bytes) {}

    @Override
    public String descriptors() {
        return "0,0";
    }

    @Override
    public void close() {}
}
