package dev.upkeep.netlink.socket;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Asks drivers for the state of a link, for drivers that do not report changes by themselves. A
/// question may wait for hardware: not for an event loop. Belongs to one thread.
public final class LinkProbe implements AutoCloseable {

    // linux/sockios.h, linux/ethtool.h, linux/mii.h, linux/if.h
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCETHTOOL = 0x8946;
    private static final long SIOCGMIIPHY = 0x8947;
    private static final long SIOCGMIIREG = 0x8948;
    private static final int ETHTOOL_GLINK = 0xa;
    private static final short MII_BMSR = 1;
    private static final int BMSR_LSTATUS = 0x4;
    private static final int IFF_RUNNING = 0x40;

    private static final int NAME_ROOM = 16; // IFNAMSIZ
    private static final int ETHTOOL_AT = 64;

    private final int fd;
    private final NativeMemory memory = new NativeMemory(128);

    /// Methods to ask a driver.
    public enum Method {
        /// The status register of the transceiver.
        MII,
        /// The driver's own word.
        ETHTOOL,
        /// The flag RUNNING of the interface.
        IOCTL
    }

    private LinkProbe(int fd) {
        this.fd = fd;
    }

    /// Opens the socket that questions go through, in the network namespace of the thread.
    ///
    /// @throws KernelException when no socket is to be had
    public static LinkProbe open() throws KernelException {
        int fd =
                SystemCalls.socket(
                        Constants.AF_INET, Constants.SOCK_DGRAM | Constants.SOCK_CLOEXEC, 0);
        return new LinkProbe(SystemCalls.check(fd, "socket for link states"));
    }

    /// Returns the state of a link, null where the driver does not know this method or there is no
    /// such interface.
    ///
    /// @param name of the interface, at most 15 bytes
    public @Nullable Boolean hasLink(String name, Method method) throws KernelException {
        begin(name);
        return switch (method) {
            case MII -> mii();
            case ETHTOOL -> ethtool();
            case IOCTL -> ask(SIOCGIFFLAGS) ? isSet(NAME_ROOM, IFF_RUNNING) : null;
        };
    }

    private void begin(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < memory.size(); i++) {
            memory.buffer().put(i, (byte) 0);
        }
        memory.buffer().put(0, bytes, 0, Math.min(bytes.length, NAME_ROOM - 1));
    }

    /// Reads the link status twice: the register keeps a loss until it is read, so that only the
    /// second reading is of now.
    private @Nullable Boolean mii() throws KernelException {
        if (!ask(SIOCGMIIPHY)) {
            return null;
        }
        memory.buffer().putShort(NAME_ROOM + 2, MII_BMSR);
        boolean answered = ask(SIOCGMIIREG);
        if (!answered || !ask(SIOCGMIIREG)) {
            return null;
        }
        int status = memory.buffer().getShort(NAME_ROOM + 6) & 0xffff;
        return status == 0xffff ? null : (status & BMSR_LSTATUS) != 0;
    }

    private @Nullable Boolean ethtool() throws KernelException {
        memory.buffer()
                .putInt(ETHTOOL_AT, ETHTOOL_GLINK)
                .putLong(NAME_ROOM, memory.address() + ETHTOOL_AT);
        return ask(SIOCETHTOOL) ? memory.buffer().getInt(ETHTOOL_AT + Integer.BYTES) != 0 : null;
    }

    private boolean isSet(int at, int flag) {
        return (memory.buffer().getShort(at) & flag) != 0;
    }

    /// @return false where the driver does not answer this question
    private boolean ask(long request) throws KernelException {
        int result = SystemCalls.control(fd, request, memory);
        if (result == -Errno.EPERM) {
            throw SystemCalls.failure(-result, "link state");
        }
        return result >= 0;
    }

    @Override
    public void close() {
        SystemCalls.close(fd);
    }
}
