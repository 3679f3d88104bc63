package dev.upkeep.vrrp.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.process.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remembers across the end of a process which instances are master, and when each sent its last
/// advert. The file is mapped into memory: an advert costs one store of eight bytes, which the
/// kernel keeps when the process is killed.
///
/// Layout, in the byte order of the machine: a header of [#HEADER] bytes (name of the format, boot
/// ID as text), then entries of [#ENTRY] bytes: last advert (CLOCK_MONOTONIC in nanoseconds, 0
/// while not master), advert interval (nanoseconds), virtual router ID (4 bytes), address family 4
/// or 6 with 0x100 for unicast (4 bytes), name of the interface (40 bytes, NUL-padded). A file of
/// another boot or format is begun anew.
///
/// [#open] and [#reserve] do file system calls and belong to no thread; the rest belongs to the
/// vrrp thread.
final class MastershipFile {

    static final int HEADER = 64;
    static final int ENTRY = 64;

    private static final String FORMAT = "upkeep-mastership-1\n";
    private static final int INTERVAL_AT = 8;
    private static final int ROUTER_ID_AT = 16;
    private static final int FAMILY_AT = 20;
    private static final int NAME_AT = 24;
    private static final int NAME_LENGTH = ENTRY - NAME_AT;
    private static final int UNICAST = 0x100;

    private final @Nullable Path path;
    private final Map<RouterKey, Integer> entries = new HashMap<>();
    private final Map<RouterKey, Past> past = new HashMap<>();
    private volatile ByteBuffer content = ByteBuffer.allocate(0);
    private volatile int taken;

    /// The last actions of an earlier process as master.
    ///
    /// @param lastAdvert CLOCK_MONOTONIC in nanoseconds
    /// @param interval its advert interval
    record Past(long lastAdvert, Duration interval) {}

    private MastershipFile(@Nullable Path path) {
        this.path = path;
    }

    /// Returns a file that is not there: nothing is remembered.
    static MastershipFile none() {
        return new MastershipFile(null);
    }

    /// Returns a file in memory, for one instance.
    static MastershipFile inMemory() {
        MastershipFile file = new MastershipFile(null);
        file.content = ByteBuffer.allocateDirect(HEADER + ENTRY).order(ByteOrder.nativeOrder());
        return file;
    }

    /// Returns the file of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    static Path inDirectory(Path directory) {
        return StateFile.ofNamespace(directory, "mastership");
    }

    /// Opens the file, or makes it.
    ///
    /// @param bootId `/proc/sys/kernel/random/boot_id`
    /// @param routers instances to make room for
    /// @throws IOException when it cannot be read or written
    static MastershipFile open(Path path, String bootId, int routers) throws IOException {
        MastershipFile file = new MastershipFile(path);
        byte[] header = Arrays.copyOf((FORMAT + bootId.strip()).getBytes(UTF_8), HEADER);
        byte[] before =
                Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? StateFile.bytes(path) : new byte[0];
        boolean usable =
                before.length >= HEADER && Arrays.equals(Arrays.copyOf(before, HEADER), header);
        if (!usable) {
            Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
            Files.createDirectories(directory);
            Files.write(path, header);
        }
        file.map(usable ? before.length : HEADER);
        if (usable) {
            file.readEntries();
            file.taken = file.entries.size();
        }
        file.reserve(routers);
        return file;
    }

    private void map(long size) throws IOException {
        Path file = Objects.requireNonNull(path);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            content =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, size)
                            .order(ByteOrder.nativeOrder());
        }
    }

    private void readEntries() {
        for (int at = HEADER; at + ENTRY <= content.capacity(); at += ENTRY) {
            int routerId = content.getInt(at + ROUTER_ID_AT);
            if (routerId != 0) {
                int family = content.getInt(at + FAMILY_AT);
                RouterKey key =
                        new RouterKey(
                                routerId,
                                (family & ~UNICAST) == 6 ? Family.INET6 : Family.INET,
                                name(at),
                                (family & UNICAST) != 0);
                entries.put(key, at);
                long last = content.getLong(at);
                if (last > 0) {
                    long interval = content.getLong(at + INTERVAL_AT);
                    past.put(key, new Past(last, Duration.ofNanos(interval)));
                }
            }
        }
    }

    private @Nullable String name(int at) {
        byte[] name = new byte[NAME_LENGTH];
        content.get(at + NAME_AT, name);
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return length == 0 ? null : new String(name, 0, length, UTF_8);
    }

    /// Makes room for so many instances besides those that have an entry.
    ///
    /// @throws IOException when the file cannot grow
    void reserve(int routers) throws IOException {
        long needed = HEADER + (long) ENTRY * (taken + routers);
        if (path != null && needed > content.capacity()) {
            map(needed); // pages of the file, so that entries in use are in both mappings
        }
    }

    /// The actions of the earlier process as master; of instances that were not master nothing.
    Map<RouterKey, Past> past() {
        return Map.copyOf(past);
    }

    /// The entry of an instance. Without a file, or without room in it, nothing is remembered.
    Mastership of(RouterKey router) {
        Integer at = entries.get(router);
        if (at == null) {
            at = free();
            if (at < 0) {
                return Mastership.FORGOTTEN;
            }
            write(at, router);
            entries.put(router, at);
            taken = entries.size();
        }
        return new Entry(at);
    }

    private int free() {
        Set<Integer> taken = new HashSet<>(entries.values());
        for (int at = HEADER; at + ENTRY <= content.capacity(); at += ENTRY) {
            if (!taken.contains(at)) {
                return at;
            }
        }
        return -1;
    }

    private void write(int at, RouterKey router) {
        content.putLong(at, 0);
        content.putInt(at + ROUTER_ID_AT, router.virtualRouterId());
        content.putInt(
                at + FAMILY_AT,
                (router.family() == Family.INET6 ? 6 : 4) | (router.unicast() ? UNICAST : 0));
        String name = router.interfaceName();
        byte[] text = name == null ? new byte[0] : name.getBytes(UTF_8);
        content.put(at + NAME_AT, Arrays.copyOf(text, NAME_LENGTH));
    }

    /// Forgets all instances but these: the others are not in the configuration any more.
    void retain(Set<RouterKey> routers) {
        entries.entrySet()
                .removeIf(entry -> {
                    boolean gone = !routers.contains(entry.getKey());
                    if (gone) {
                        content.putLong(entry.getValue(), 0);
                        content.putInt(entry.getValue() + ROUTER_ID_AT, 0);
                    }
                    return gone;
                });
        taken = entries.size();
    }

    /// Removes the file: nothing is left of this run.
    void delete() throws IOException {
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }

    private final class Entry implements Mastership {
        private final int at;

        private Entry(int at) {
            this.at = at;
        }

        @Override
        public void advertised(long nanos, Duration interval) {
            content.putLong(at + INTERVAL_AT, interval.toNanos());
            content.putLong(at, nanos);
        }

        @Override
        public void ended() {
            content.putLong(at, 0);
        }
    }
}
