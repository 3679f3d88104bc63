package dev.upkeep.lab.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A wire (one bridge) with hosts on it, and a directory for what the daemons and servers say.
/// Closing it ends the hosts and all that runs in them.
public final class Lab implements AutoCloseable {
    /// Names the far end of each cable; they are all in one namespace, across labs.
    private static final AtomicInteger CABLES = new AtomicInteger();

    private static final String BRIDGE = "wire0";

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Path logs;
    private int files;

    /// Makes an empty lab. `logs` is made, or emptied.
    public Lab(Path logs) {
        this.logs = logs.toAbsolutePath();
        try {
            Files.createDirectories(this.logs);
            clear();
        } catch (IOException e) {
            throw new UncheckedIOException("create " + logs, e);
        }
        Commands.attempt(
                List.of("ip", "-force", "-batch", "-"),
                "link add "
                        + BRIDGE
                        + " type bridge mcast_snooping 0\nlink set "
                        + BRIDGE
                        + " up\n");
    }

    private void clear() throws IOException {
        try (Stream<Path> old = Files.list(logs)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
    }

    /// Returns the top directory of the project, set by `lab`.
    public static Path home() {
        return Path.of(System.getProperty("lab.home", "")).toAbsolutePath();
    }

    /// Adds a host; it answers when this returns.
    @SuppressWarnings("resource") // the host is closed with the lab
    public Host add(HostSpec spec) {
        String cable = "cable" + CABLES.incrementAndGet();
        try {
            Process holder =
                    new ProcessBuilder(
                                    "unshare",
                                    "--net",
                                    "--mount",
                                    "--uts",
                                    "sh",
                                    "-euc",
                                    spec.script(cable))
                            .redirectError(
                                    ProcessBuilder.Redirect.appendTo(
                                            newFile(spec.name() + "-host").toFile()))
                            .start();
            var answers =
                    new BufferedReader(
                            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
            String answer = answers.readLine();
            if (!"ready".equals(answer)) {
                throw new LabException(spec.name() + ": set-up failed, see " + logs);
            }
            Commands.succeeded(
                    spec.name(),
                    Commands.attempt(
                            List.of("ip", "-batch", "-"),
                            "link set "
                                    + cable
                                    + " master "
                                    + BRIDGE
                                    + "\nlink set "
                                    + cable
                                    + " up\n"));
            var host = new Host(spec.name(), cable, holder);
            hosts.put(spec.name(), host);
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException("host " + spec.name(), e);
        }
    }

    /// Power loss: the cable is dead at once, every process gets SIGKILL, and what its kernel knew
    /// (addresses, IPVS table) is gone. A host of the same name may be added again.
    public void powerOff(Host host) {
        Commands.succeeded(
                host.name(),
                Commands.attempt(List.of("ip", "link", "set", host.cable(), "down"), ""));
        host.close();
        hosts.remove(host.name());
    }

    /// Returns the host of that name.
    ///
    /// @throws LabException when there is none
    public Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new LabException("no host " + name + " among " + hosts.keySet());
        }
        return host;
    }

    public Path logs() {
        return logs;
    }

    /// Returns a fresh file for the output of something, its name numbered in order of time.
    public Path newFile(String what) {
        files++;
        return logs.resolve("%02d-%s.log".formatted(files, what));
    }

    /// Returns the bridge, seen from the lab's own namespace: all packets of the wire pass it.
    public static String bridge() {
        return BRIDGE;
    }

    @Override
    public void close() {
        hosts.values().forEach(Host::close);
        hosts.clear();
    }
}
