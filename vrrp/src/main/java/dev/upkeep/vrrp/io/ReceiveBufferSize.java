package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.IpHeader;
import java.util.Collection;

/// The receive buffer of a socket by the instances that share it: `kernel_rx_buf_size`, else
/// `vrrp_rx_bufs_policy` (a fixed size before MTU before ADVERT) times `vrrp_rx_bufs_multiplier`.
final class ReceiveBufferSize {

    /// The memory that the kernel charges for a small packet, in bytes.
    private static final int SMALL_PACKET_BYTES = 1024;

    /// Without a policy: adverts of each instance that wait while this process does not run.
    private static final int WAITING_ADVERTS = 3;

    private ReceiveBufferSize() {}

    /// Bytes for all instances together.
    ///
    /// @param mtu of the interface, 0 when unknown
    static int of(Collection<VrrpInstance> instances, VrrpGlobals globals, int mtu) {
        long bytes = 0;
        for (VrrpInstance instance : instances) {
            bytes += of(instance, globals, mtu);
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    private static long of(VrrpInstance instance, VrrpGlobals globals, int mtu) {
        int own = instance.link().receiveBuffer();
        if (own > 0) {
            return own;
        }
        VrrpGlobals.ReceiveBuffers buffers = globals.receiveBuffers();
        for (String word : buffers.policy()) {
            if (Character.isDigit(word.charAt(0))) {
                return Long.parseLong(word);
            }
        }
        long packets = buffers.multiplier();
        if (buffers.policy().contains("MTU") && mtu > 0) {
            return packets * mtu;
        }
        if (buffers.policy().contains("ADVERT")) {
            var advert = AdvertisementSockets.advert(instance, instance.election().priority());
            return packets * (IpHeader.LENGTH + AdvertisementWriter.length(advert));
        }
        return (long) WAITING_ADVERTS * SMALL_PACKET_BYTES;
    }
}
