package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One host: a network, mount and host-name namespace, held open by a process that ends with it.
/// Its `/run` is its own, so daemons of two hosts do not see each other's pid files; all other
/// files are shared.
public final class Host {
    private final String name;
    private final String cable;
    private final Process holder;

    Host(String name, String cable, Process holder) {
        this.name = name;
        this.cable = cable;
        this.holder = holder;
    }

    public String name() {
        return name;
    }

    /// The far end of its cable, in the lab's own namespace.
    String cable() {
        return cable;
    }

    /// Returns the kernel's view of this host's network, for tables that are files.
    public Path procNet() {
        return Path.of("/proc", Long.toString(holder.pid()), "net");
    }

    /// Returns a file as this host's programs see it, for those below `/run`.
    public Path file(String path) {
        return Path.of("/proc", Long.toString(holder.pid()), "root", path);
    }

    private List<String> inside(String... command) {
        var words = new ArrayList<>(List.of("nsenter", "--net", "--mount", "--uts"));
        words.addAll(List.of("--target", Long.toString(holder.pid()), "--"));
        words.addAll(Arrays.asList(command));
        return words;
    }

    /// Runs a command to its end, within a minute.
    public Output attempt(String... command) {
        return Commands.attempt(inside(command), "");
    }

    /// Runs a command that must succeed.
    ///
    /// @throws LabException with its output when it does not
    public Output run(String... command) {
        return Commands.succeeded(name, attempt(command));
    }

    /// Runs a shell script that must succeed.
    public Output shell(String script) {
        return run("sh", "-eu", "-c", script);
    }

    /// Starts a command that goes on, its output (both streams) appended to a file.
    public Process start(Path log, String... command) {
        try {
            return new ProcessBuilder(inside(command))
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": start " + command[0], e);
        }
    }

    /// Starts a command that the caller talks with through its streams.
    public Process talk(String... command) {
        try {
            return new ProcessBuilder(inside(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": start " + command[0], e);
        }
    }

    /// True when the address is one of this host's own, by the kernel's routing tables.
    public boolean hasAddress(String address) {
        try {
            if (address.contains(":")) {
                return run("ip", "-6", "-o", "addr", "show").out().contains(" " + address + "/");
            }
            return localInTrie(Files.readAllLines(procNet().resolve("fib_trie")), address);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": read fib_trie", e);
        }
    }

    private static boolean localInTrie(List<String> lines, String address) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).endsWith("|-- " + address)) {
                for (int j = i + 1; j < lines.size() && lines.get(j).contains("/"); j++) {
                    if (lines.get(j).contains("/32 host LOCAL")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Ends everything that runs here, and the host with it.
    void close() {
        for (long pid : processes()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        holder.destroyForcibly();
        try {
            if (!holder.waitFor(10, TimeUnit.SECONDS)) {
                throw new LabException(name + ": its holder does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Processes in this host's network namespace, the holder included.
    public List<Long> processes() {
        Optional<String> own = namespaceOf(Long.toString(holder.pid()));
        try (var entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> entry.chars().allMatch(Character::isDigit))
                    .filter(pid -> own.isPresent() && namespaceOf(pid).equals(own))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("list /proc", e);
        }
    }

    /// Empty when the process has ended meanwhile.
    private static Optional<String> namespaceOf(String pid) {
        try {
            Path link = Path.of("/proc", pid, "ns", "net");
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Writes a file that only this host's commands need to see.
    public Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
