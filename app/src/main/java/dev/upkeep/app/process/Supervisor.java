package dev.upkeep.app.process;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parent of this process: the native launcher, which has the pid that the main pid file names,
/// starts this process again when it dies, and speaks to the service manager (`sd_notify(3)`; that
/// believes only the process it started). Messages are assignments as `sd_notify` sends them; those
/// beginning with `X_` are for the parent itself. Any thread.
///
/// Without a launcher, in tests and while the AOT cache is trained, messages go nowhere.
public final class Supervisor implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    /// Set by the launcher: the descriptor of its pipe.
    private static final String DESCRIPTOR = "upkeep.supervisor";

    /// Set by the launcher: the descriptor of a pipe that it writes to when the daemon is to stop.
    private static final String STOP = "upkeep.stop";

    /// Set to "no" by the launcher that ends with this process (`-R`).
    private static final String RESPAWN = "upkeep.respawn";

    private final @Nullable OutputStream pipe;
    private final int descriptor;
    private final long pid;

    /// @param pipe where messages go, null for nowhere
    /// @param descriptor the launcher's number of it, -1 for none
    /// @param pid of the parent, or of this process when there is none
    Supervisor(@Nullable OutputStream pipe, int descriptor, long pid) {
        this.pipe = pipe;
        this.descriptor = descriptor;
        this.pid = pid;
    }

    /// Connects to the launcher that started this process.
    ///
    /// @throws IOException when its pipe cannot be opened
    public static Supervisor ofLaunch() throws IOException {
        String descriptor = System.getProperty(DESCRIPTOR);
        ProcessHandle self = ProcessHandle.current();
        if (descriptor == null) {
            return new Supervisor(null, -1, self.pid());
        }
        return new Supervisor(
                new FileOutputStream("/proc/self/fd/" + descriptor),
                Integer.parseInt(descriptor),
                self.parent().orElse(self).pid());
    }

    /// True when a launcher watches this process.
    public boolean present() {
        return pipe != null;
    }

    /// Returns the process that the main pid file names and that takes the daemon's signals.
    public long pid() {
        return pid;
    }

    /// Returns the launcher's end of the pipe as it was inherited, -1 without a launcher.
    public int descriptor() {
        return descriptor;
    }

    /// Readable once the parent got the signal that ends the daemon, which it passes on, too; -1
    /// without a launcher. Valid before [#ofLaunch].
    public static int stopDescriptor() {
        return Integer.getInteger(STOP, -1);
    }

    /// Returns whether the parent starts this process again when it ends.
    public boolean respawns() {
        return present() && !"no".equals(System.getProperty(RESPAWN));
    }

    /// Signals are handled from now on; those that the parent held back may come.
    public void listening() {
        send("X_LISTENING=1\n");
    }

    /// The daemon runs: a start in the background returns, a service manager starts what waits.
    public void ready(String status) {
        send("READY=1\n" + status(status));
    }

    /// Notifies the service manager that a reload begins; [#ready] ends it.
    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000 + "\n");
    }

    /// Notifies the service manager that the daemon is about to end.
    public void stopping() {
        send("STOPPING=1\n");
    }

    /// One line that the service manager shows.
    public void show(String status) {
        send(status(status));
    }

    /// Gives a sign of life to the service manager's watchdog.
    public void alive() {
        send("WATCHDOG=1\n");
    }

    /// From now on the parent kills this process and starts it again when [#watched] is not called
    /// for so long, unless the process was stopped by a signal.
    ///
    /// @param seconds 0 for never
    public void watch(long seconds) {
        send("X_WATCH_SECONDS=" + seconds + "\n");
    }

    /// Gives a sign of life to the parent.
    public void watched() {
        send("X_ALIVE=1\n");
    }

    /// Names a file that the parent removes when this process cannot.
    public void owns(Path pidFile) {
        send("X_PIDFILE=" + pidFile.toAbsolutePath() + "\n");
    }

    /// Sets how long this process may take to stop before it is killed.
    public void stopSeconds(Duration limit) {
        send("X_STOP_SECONDS=" + limit.toSeconds() + "\n");
    }

    /// Sets the name of the parent in lists of processes; at most 15 bytes of it are kept.
    public void name(String name) {
        send("X_NAME=" + name + "\n");
    }

    private static String status(String text) {
        return "STATUS=" + text.replace('\n', ' ') + "\n";
    }

    private void send(String assignments) {
        if (pipe == null) {
            return;
        }
        byte[] message = (assignments + "\0").getBytes(StandardCharsets.UTF_8);
        try {
            pipe.write(message); // in one piece: the kernel does not mix writes of this size
        } catch (IOException e) {
            log.warn("Cannot notify the parent process {}: {}", pid, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        if (pipe != null) {
            pipe.close();
        }
    }
}
