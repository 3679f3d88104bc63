package dev.upkeep.app.dump;

import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.vrrp.io.InstanceStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what the daemon is doing into files when a signal asks for it. Belongs to the main
/// thread.
public final class StateDumps {

    private static final Logger log = LoggerFactory.getLogger(StateDumps.class);

    /// Far longer than a daemon takes that can answer at all.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Source source;
    private final Path directory;

    /// The parts that are asked.
    public interface Source {

        /// Returns the status of every instance; empty where VRRP does not run.
        CompletableFuture<List<InstanceStatus>> instances();

        /// Returns whether passwords and keys are written as they are.
        boolean showSecrets();

        /// Sets the counters of every instance to zero.
        CompletableFuture<Void> clearStatistics();

        /// Returns the status of every real server; empty where checks do not run.
        CompletableFuture<List<ServerStatus>> servers();
    }

    public StateDumps(Source source) {
        this(source, DumpPaths.directory(System.getenv("TMPDIR")));
    }

    StateDumps(Source source, Path directory) {
        this.source = source;
        this.directory = directory;
    }

    /// Writes the files that a signal stands for. What goes wrong is logged and no more.
    ///
    /// @param configuration the running one
    public void write(DaemonSignal signal, Configuration configuration)
            throws InterruptedException {
        DumpPaths paths = new DumpPaths(directory, configuration);
        long pid = ProcessHandle.current().pid();
        try {
            switch (signal) {
                case DATA -> data(paths, pid);
                case STATS -> {
                    log.info("Printing VRRP stats for process({}) on signal", pid);
                    write(paths.statistics(), statistics());
                }
                case STATS_CLEAR -> {
                    log.info("Printing and clearing VRRP stats for process({}) on signal", pid);
                    write(paths.statistics(), statistics());
                    await(source.clearStatistics());
                }
                case JSON -> {
                    log.info("Printing VRRP as json for process({}) on signal", pid);
                    write(paths.json(), json(configuration));
                }
                case STOP, RESTART, HANDOVER, RELOAD, ROLL_BACK ->
                        throw new IllegalArgumentException(signal + " is no dump");
            }
        } catch (IOException e) {
            log.error("{}", e.getMessage());
        }
    }

    private void data(DumpPaths paths, long pid) throws IOException, InterruptedException {
        Configuration configuration = paths.configuration();
        String global = GlobalDataText.of(configuration);
        String routers = routers(configuration);
        if (!routers.isEmpty()) {
            log.info("Printing VRRP data for process({}) on signal", pid);
            write(paths.data(""), routers);
        }
        String services = services(configuration);
        if (!services.isEmpty()) {
            log.info("Printing Healthchecker data for process({}) on signal", pid);
            write(paths.data("_check"), services);
        }
        log.info("Printing parent data for process({}) on signal", pid);
        write(paths.data("_parent"), global);
    }

    /// Returns the text of all files that SIGUSR1 leads to; any thread.
    public String data(Configuration configuration) throws IOException, InterruptedException {
        return GlobalDataText.of(configuration) + routers(configuration) + services(configuration);
    }

    /// Returns the text of the file that SIGUSR2 leads to; any thread.
    public String statistics() throws IOException, InterruptedException {
        return StatisticsText.of(await(source.instances()));
    }

    /// Returns the text of the file that the JSON signal leads to; any thread.
    public String json(Configuration configuration) throws IOException, InterruptedException {
        int version = configuration.global().daemon().files().jsonVersion();
        return VrrpJson.of(await(source.instances()), version, secrets());
    }

    private String routers(Configuration configuration) throws IOException, InterruptedException {
        List<InstanceStatus> instances = await(source.instances());
        return instances.isEmpty()
                ? ""
                : VrrpDataText.of(configuration, instances, ZoneId.systemDefault(), secrets());
    }

    private String services(Configuration configuration) throws IOException, InterruptedException {
        List<ServerStatus> servers = await(source.servers());
        return servers.isEmpty() ? "" : ServiceDataText.of(configuration, servers);
    }

    private Secrets secrets() {
        return source.showSecrets() ? Secrets.SHOWN : Secrets.MASKED;
    }

    private static <T> T await(CompletableFuture<T> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("state dump: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("state dump: no answer within " + PATIENCE, e);
        }
    }

    /// In place and with one write: who waits for the file to be closed after writing reads all of
    /// it. Readable by the daemon's user alone; a link that somebody laid is not followed.
    private static void write(Path file, String text) throws IOException {
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(file, options, mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FileErrors.named("write state dump", file, e);
        }
    }
}
