package dev.upkeep.lab.daemon;

import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Commands;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running director: Upkeep or keepalived on one host.
public final class Daemon {
    private final Host host;
    private final Program program;
    private final Process process;
    private final Path log;

    private Daemon(Host host, Program program, Process process, Path log) {
        this.host = host;
        this.program = program;
        this.process = process;
        this.log = log;
    }

    /// Starts it in the foreground with its messages on its output, and returns at once.
    public static Daemon start(
            Lab lab, Host host, Program program, Path configuration, String... more) {
        var command = new ArrayList<String>();
        command.add(program.path().toString());
        command.addAll(List.of("--dont-fork", "--log-console", "--log-detail"));
        command.addAll(List.of("--use-file", configuration.toAbsolutePath().toString()));
        command.addAll(List.of(more));
        Path log = lab.newFile(host.name() + "-" + program.label());
        return new Daemon(host, program, host.start(log, command.toArray(String[]::new)), log);
    }

    public Host host() {
        return host;
    }

    public Program program() {
        return program;
    }

    /// Returns the file its output goes to.
    public Path log() {
        return log;
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + log, e);
        }
    }

    /// Returns the end of its output, for messages.
    public String lastWords() {
        List<String> lines = output().lines().toList();
        return "...\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Waits for a text in its output.
    public Duration awaitOutput(String text, Duration limit) {
        return Await.until(
                program.label() + " on " + host + " says \"" + text + "\"",
                limit,
                () -> output().contains(text),
                () -> "its output is\n" + lastWords());
    }

    /// Sends a signal by name, for instance `HUP`.
    public void signal(String name) {
        Commands.succeeded(
                host.name(),
                Commands.attempt(List.of("kill", "-" + name, Long.toString(process.pid())), ""));
    }

    /// Returns the process that does the work: the first one's child where it has one, else itself.
    public long worker() {
        return process.children().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    /// Returns whether the process that does the work has been started.
    public boolean hasWorker() {
        return worker() != process.pid();
    }

    /// SIGTERM, and waits for its end.
    ///
    /// @return its exit status
    public int terminate(Duration limit) {
        process.destroy();
        return awaitEnd(limit);
    }

    public int awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        program.label()
                                + " on "
                                + host
                                + " still runs after "
                                + limit.toSeconds()
                                + " s; its output is\n"
                                + lastWords());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /// SIGKILL for it and every process it started, so that none can clean up. The first one is
    /// stopped meanwhile: it would start the others again, and they end cleanly after it.
    public void kill() {
        signal("STOP");
        List<ProcessHandle> others = process.descendants().toList();
        others.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }
}
