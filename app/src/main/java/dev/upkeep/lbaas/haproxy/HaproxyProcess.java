package dev.upkeep.lbaas.haproxy;

import dev.upkeep.lbaas.mapping.HaproxyServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HAProxy of one load balancer: a master that outlasts us, found again by its pid file.
/// Sockets pass from the old worker to the new one, so that a reload loses no connection.
final class HaproxyProcess {

    private static final Logger log = LoggerFactory.getLogger(HaproxyProcess.class);

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS_MS = 10;

    private final Path configuration;
    private final Path pidFile;
    private final Path socket;
    private final Path output;
    private final Path names;

    /// @param directory of all
    /// @param id of the load balancer
    HaproxyProcess(Path directory, String id) {
        configuration = directory.resolve(id + ".cfg");
        pidFile = directory.resolve(id + ".pid");
        socket = directory.resolve(id + ".sock");
        output = directory.resolve(id + ".log");
        names = directory.resolve(id + HaproxyProxies.SUFFIX);
    }

    /// Of its runtime API.
    Path socket() {
        return socket;
    }

    /// The configuration it runs with; null for none.
    @Nullable String configuration() throws IOException {
        try {
            return Files.readString(configuration);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// Gives the running process the weights of a configuration that is otherwise the one it runs
    /// with.
    ///
    /// @return false when it cannot be done without a reload: a static algorithm takes no weights
    /// @throws IOException when the process does not answer, or the file cannot be written
    boolean adjust(String text) throws IOException {
        for (String command : HaproxyServers.commands(text)) {
            String answer = RuntimeApi.ask(socket, command).strip();
            if (!answer.isEmpty()) {
                log.info("HAProxy is reloaded, as '{}' is answered by '{}'", command, answer);
                return false;
            }
        }
        Files.move(written(text), configuration, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /// Keeps what the daemon's status calls what it serves.
    void name(String text) throws IOException {
        if (!Files.exists(names) || !Files.readString(names).equals(text)) {
            Path candidate = names.resolveSibling(names.getFileName() + ".new");
            Files.writeString(candidate, text);
            Files.move(candidate, names, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path written(String text) throws IOException {
        Path candidate = configuration.resolveSibling(configuration.getFileName() + ".new");
        return Files.writeString(candidate, text);
    }

    /// Has it run with a configuration; returns when it does.
    ///
    /// @param version that the configuration describes itself with
    /// @throws IOException when HAProxy refuses it; what ran before runs on
    void run(String text, String version) throws IOException {
        Path candidate = written(text);
        check(candidate);
        Files.move(candidate, configuration, StandardCopyOption.ATOMIC_MOVE);
        ProcessHandle master = master();
        if (master == null) {
            start();
        } else {
            signal(master, "USR2");
        }
        await(version);
    }

    private void check(Path candidate) throws IOException {
        Process process = process("haproxy", "-c", "-q", "-f", candidate.toString());
        if (ended(process) != 0) {
            String said = Files.readString(output).strip();
            Files.delete(candidate);
            throw new IOException("haproxy refuses the configuration: " + said);
        }
    }

    private void start() throws IOException {
        Process process =
                process(
                        "haproxy",
                        "-W",
                        "-D",
                        "-p",
                        pidFile.toString(),
                        "-f",
                        configuration.toString());
        if (ended(process) != 0) {
            throw new IOException("haproxy does not start: " + Files.readString(output).strip());
        }
    }

    private Process process(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static int ended(Process process) throws IOException {
        try {
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException("haproxy does not end within " + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void signal(ProcessHandle process, String name) throws IOException {
        if (ended(process("kill", "-" + name, Long.toString(process.pid()))) != 0) {
            throw new IOException("kill -" + name + ": " + Files.readString(output).strip());
        }
    }

    private void await(String version) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!running(version)) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "haproxy does not run with its configuration after "
                                + LIMIT.toSeconds()
                                + " s");
            }
            try {
                Thread.sleep(BETWEEN_LOOKS_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /// Returns whether it answers with that configuration.
    boolean running(String version) {
        try {
            return RuntimeApi.ask(socket, "show info").contains("description: " + version);
        } catch (IOException e) {
            return false; // not there yet
        }
    }

    /// The master; null when none runs.
    @Nullable ProcessHandle master() throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).lines().findFirst().orElse("0"));
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.info().command().orElse("").endsWith("haproxy"))
                    .orElse(null);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// Ends it; its connections end with it.
    void stop() throws IOException {
        ProcessHandle master = master();
        if (master != null) {
            master.destroy();
            try {
                master.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                master.destroyForcibly();
            }
        }
        for (Path each : List.of(names, configuration, pidFile, socket, output)) {
            Files.deleteIfExists(each);
        }
    }
}
