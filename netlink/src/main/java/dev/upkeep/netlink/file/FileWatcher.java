package dev.upkeep.netlink.file;

import static dev.upkeep.netlink.libc.SystemCalls.failure;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.FileCalls;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import dev.upkeep.netlink.loop.EventLoop;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reports files that were written, created, moved or deleted, through `inotify(7)` on their
/// directories. A directory that does not exist is looked for every second. Belongs to the thread
/// of the loop.
final class FileWatcher implements AutoCloseable {

    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_DELETE_SELF = 0x400;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int IN_IGNORED = 0x8000;
    private static final int MASK =
            IN_CLOSE_WRITE
                    | IN_MOVED_FROM
                    | IN_MOVED_TO
                    | IN_CREATE
                    | IN_DELETE
                    | IN_DELETE_SELF
                    | IN_MOVE_SELF;
    private static final int IN_NONBLOCK_CLOEXEC = 0x80800;
    private static final int HEADER_BYTES = 16; // struct inotify_event
    private static final int BUFFER_BYTES = 16_384;
    private static final int READS_PER_ROUND = 16;
    private static final Duration MISSING_DIRECTORY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Consumer<Path> changed;
    private final NativeMemory buffer = new NativeMemory(BUFFER_BYTES);
    private final Map<Path, Set<Path>> filesOf = new HashMap<>();
    private final Map<Integer, Path> directories = new HashMap<>();
    private int fd = -1;
    private EventLoop.@Nullable Watch watch;
    private EventLoop.@Nullable Timer missing;

    /// @param changed gets the path of a file that may have changed, as it was given to [#watch]
    FileWatcher(EventLoop loop, Consumer<Path> changed) {
        this.loop = loop;
        this.changed = changed;
    }

    /// Watches exactly these files from now on, without reporting them.
    ///
    /// @throws KernelException when the limits of inotify are reached
    void watch(Set<Path> files) throws KernelException {
        close();
        files.forEach(file ->
                filesOf.computeIfAbsent(directory(file), _ -> new LinkedHashSet<>()).add(file));
        if (filesOf.isEmpty()) {
            return;
        }
        fd = FileCalls.check(FileCalls.LIBC.inotify_init1(IN_NONBLOCK_CLOEXEC), "watch files");
        watch = loop.watch(fd, EventLoop.EPOLLIN, _ -> receive());
        for (Path directory : filesOf.keySet()) {
            add(directory);
        }
        lookForMissing();
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private boolean add(Path directory) throws KernelException {
        NativeMemory text = NativeMemory.cString(directory.toString());
        int number;
        int errno;
        try {
            number = FileCalls.LIBC.inotify_add_watch(fd, text.address(), MASK);
            errno = number < 0 ? FileCalls.errno() : 0;
        } finally {
            Reference.reachabilityFence(text);
        }
        if (errno == 0) {
            directories.put(number, directory);
            return true;
        }
        if (errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.EACCES) {
            return false;
        }
        throw failure(errno, "watch directory " + directory);
    }

    private void lookForMissing() {
        if (missing == null && directories.size() < filesOf.size()) {
            missing = loop.after(MISSING_DIRECTORY, this::addMissing);
        }
    }

    private void addMissing() {
        missing = null;
        List<Path> absent = new ArrayList<>(filesOf.keySet());
        absent.removeAll(directories.values());
        for (Path directory : absent) {
            try {
                if (add(directory)) {
                    filesOf.getOrDefault(directory, Set.of()).forEach(changed);
                }
            } catch (KernelException refused) { // tried again with the next round
                lookForMissing();
            }
        }
        lookForMissing();
    }

    private void receive() {
        for (int i = 0; i < READS_PER_ROUND; i++) {
            int length = SystemCalls.read(fd, buffer, BUFFER_BYTES);
            if (length <= 0) {
                return;
            }
            for (int at = 0; at + HEADER_BYTES <= length; ) {
                ByteBuffer event = buffer.buffer();
                int nameLength = event.getInt(at + 12);
                happened(
                        event.getInt(at),
                        event.getInt(at + 4),
                        name(event, at + HEADER_BYTES, nameLength));
                at += HEADER_BYTES + nameLength;
            }
        }
    }

    private static String name(ByteBuffer event, int at, int length) {
        byte[] bytes = new byte[length];
        event.get(at, bytes);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private void happened(int number, int mask, String name) {
        if ((mask & IN_Q_OVERFLOW) != 0) {
            filesOf.values().forEach(files -> files.forEach(changed));
            return;
        }
        Path directory = directories.get(number);
        if (directory == null) {
            return;
        }
        Set<Path> files = filesOf.getOrDefault(directory, Set.of());
        if ((mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0) {
            directories.remove(number);
            int ignored = FileCalls.LIBC.inotify_rm_watch(fd, number); // EINVAL: gone already
            files.forEach(changed);
            lookForMissing();
            return;
        }
        for (Path file : files) {
            if (file.endsWith(name)) {
                changed.accept(file);
            }
        }
    }

    /// Ends all watches.
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
            SystemCalls.close(fd);
            fd = -1;
        }
        if (missing != null) {
            missing.cancel();
            missing = null;
        }
        filesOf.clear();
        directories.clear();
    }
}
