package dev.upkeep.netlink.process;

import dev.upkeep.netlink.loop.SchedStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The time that a thread of this process was ready to run while other threads had the processors.
/// The second number of `/proc/self/task/TID/schedstat` (`Documentation/scheduler/sched-stats`);
/// kernels without `CONFIG_SCHED_INFO` do not count it. For one thread at a time.
public final class RunQueueWait {

    private static final Path TASKS = Path.of("/proc/self/task");

    /// The kernel keeps 15 bytes of a name (`TASK_COMM_LEN`).
    private static final int NAME_LENGTH = 15;

    private final String thread;
    private final Path tasks;
    private @Nullable Path task;

    /// @param thread name of a thread, which need not have started
    public RunQueueWait(String thread) {
        this(thread, TASKS);
    }

    RunQueueWait(String thread, Path tasks) {
        this.thread = thread.substring(0, Math.min(thread.length(), NAME_LENGTH));
        this.tasks = tasks;
    }

    /// Returns the nanoseconds since the thread's start; 0 while they cannot be known.
    public long nanos() {
        try {
            if (task == null) {
                task = find();
            }
            return task == null
                    ? 0
                    : SchedStat.number(
                            ByteBuffer.wrap(Files.readAllBytes(task.resolve("schedstat"))), 1);
        } catch (IOException e) {
            task = null; // the thread has ended, or the kernel does not count
            return 0;
        }
    }

    private @Nullable Path find() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path each : all) {
                if (thread.equals(nameOf(each))) {
                    return each;
                }
            }
        }
        return null;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // a thread that has ended meanwhile
        }
    }
}
