package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.SocketFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the kernel's filter of a socket for adverts, and makes it strict for a while when packets
/// flood the socket: its queue would be full before an advert that counts. Belongs to the vrrp
/// thread.
final class FloodGuard {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Packets in a second, beyond those that are expected, which are a flood.
    static final int FLOOD = 2_000;

    /// Time from the first packet too many to the next look at all of them.
    static final Duration STRICT_TIME = Duration.ofSeconds(60);

    private static final long SECOND_NANOS = 1_000_000_000;

    private final Attachment attachment;
    private final EventLoop loop;
    private final String place;
    private @Nullable AdvertisementFilter filter;
    private EventLoop.@Nullable Timer flooded;
    private int mostPerSecond = FLOOD;
    private long secondBegan;
    private int inThisSecond;

    /// Gives a filter to the kernel.
    @FunctionalInterface
    interface Attachment {
        /// Replaces the filter before.
        void attach(SocketFilter filter) throws KernelException;
    }

    /// @param interfaceName null for any interface
    FloodGuard(Attachment attachment, EventLoop loop, @Nullable String interfaceName) {
        this.attachment = attachment;
        this.loop = loop;
        this.place = interfaceName == null ? "any interface" : interfaceName;
        this.secondBegan = loop.arrival();
    }

    /// Has the kernel filter from now on.
    ///
    /// @param expectedPerSecond adverts of the instances behind the socket
    void accept(AdvertisementFilter next, int expectedPerSecond) {
        mostPerSecond = FLOOD + 4 * expectedPerSecond;
        if (!next.equals(filter)) {
            filter = next;
            attach(next);
        }
    }

    private void attach(AdvertisementFilter wanted) {
        try {
            attachment.attach(wanted.strictly(flooded != null).program());
        } catch (KernelException refused) { // it only saves work
            log.warn("{}", refused.getMessage());
        }
    }

    /// Counts packets that were read.
    void count(int packets) {
        long now = loop.arrival();
        if (now - secondBegan >= SECOND_NANOS) {
            secondBegan = now;
            inThisSecond = 0;
        }
        inThisSecond += packets;
        AdvertisementFilter present = filter;
        if (inThisSecond > mostPerSecond && flooded == null && present != null) {
            log.warn(
                    "More than {} VRRP packets in a second on {}: for {} s the kernel drops those that"
                            + " are no advert for an instance, and they are not counted",
                    mostPerSecond,
                    place,
                    STRICT_TIME.toSeconds());
            flooded = loop.after(STRICT_TIME, this::endFlood);
            attach(present);
        }
    }

    private void endFlood() {
        flooded = null;
        inThisSecond = 0;
        if (filter != null) {
            attach(filter);
        }
    }

    /// Ends it together with its socket.
    void close() {
        if (flooded != null) {
            flooded.cancel();
            flooded = null;
        }
    }
}
