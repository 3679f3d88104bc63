package dev.upkeep.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A host with one of the daemons that are compared. What its checks look for and what its scripts
/// note are files in a directory of its own, `/run/hooks`, so that both daemons may read one
/// configuration.
final class DaemonHost {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String DIRECTORY = "/run/hooks/";

    private final Lab lab;
    private final Host host;
    private final Program program;
    private final Path configuration;
    private @Nullable Daemon daemon;

    DaemonHost(Lab lab, Program program, HostSpec spec) {
        this.lab = lab;
        this.program = program;
        host = lab.add(spec);
        configuration = lab.logs().resolve(host + ".conf");
        host.run("mkdir", "-m", "777", DIRECTORY);
    }

    Lab lab() {
        return lab;
    }

    Host host() {
        return host;
    }

    Daemon daemon() {
        return Objects.requireNonNull(daemon, "not yet started");
    }

    Path file(String name) {
        return host.file(DIRECTORY + name);
    }

    void write(String name, String text, String permissions) {
        try {
            Files.writeString(file(name), text);
            Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String text) {
        write(name, text, "rw-r--r--");
    }

    /// A program from the resources.
    void install(String script) {
        write(script, resource(script), "rwxr-xr-x");
    }

    static String resource(String name) {
        try (InputStream in = DaemonHost.class.getResourceAsStream("hooks/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    void remove(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a file, none when there is no such file.
    List<String> lines(String name) {
        try {
            return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void configure(String text) {
        host.write(configuration, text);
    }

    void start() {
        daemon = Daemon.start(lab, host, program, configuration);
    }

    /// SIGHUP, and waits until it is obeyed.
    ///
    /// @param times how many reloads there are then
    void reload(int times) {
        daemon().signal("HUP");
        String done =
                switch (program) {
                    case UPKEEP -> "Reload finished";
                    case KEEPALIVED -> "Reload complete";
                };
        Await.until(
                program.label() + " has reloaded",
                LIMIT,
                () -> daemon().output().split(done, -1).length - 1 == times,
                () -> daemon().lastWords());
    }

    /// Waits until a file has got a line that ends so, so many times.
    void awaitLine(String file, String end, int times) {
        Await.until(
                "%s: %d times \"%s\" in %s".formatted(host, times, end, file),
                LIMIT,
                () -> lines(file).stream().filter(line -> line.endsWith(end)).count() >= times,
                () -> String.join("\n", lines(file)) + "\n" + daemon().lastWords());
    }

    @Override
    public String toString() {
        return host.name();
    }
}
