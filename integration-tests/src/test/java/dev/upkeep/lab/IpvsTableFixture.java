package dev.upkeep.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A lab of one host that only writes tables: its virtual and real servers are names. What the
/// kernel has is compared as `ipvsadm -Sn` prints it, sorted, so that every field counts;
/// thresholds, which it leaves out, follow as `thresholds SERVER UPPER LOWER` where there are any.
final class IpvsTableFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lab lab;
    private final Host host;
    private final Path file;

    IpvsTableFixture(String test) {
        lab = new Lab(Logs.of(test));
        host = lab.add(HostSpec.named("director").address("10.72.0.1/24"));
        file = lab.logs().resolve("keepalived.conf");
    }

    Lab lab() {
        return lab;
    }

    Host host() {
        return host;
    }

    /// The configuration file that [#start] uses.
    Path file() {
        return file;
    }

    void configure(String text) {
        host.write(file, text);
    }

    /// Starts Upkeep on the file.
    Daemon start(String... options) {
        return Daemon.start(lab, host, Program.UPKEEP, file, options);
    }

    /// Starts Upkeep on a file of this text and waits for these entries.
    Daemon start(String text, List<String> entries) {
        configure(text);
        Daemon daemon = start();
        await(entries, daemon);
        return daemon;
    }

    /// Changes the table as an operator or another program does.
    void ipvsadm(String arguments) {
        var command = new ArrayList<>(List.of("ipvsadm"));
        command.addAll(List.of(arguments.split(" ", -1)));
        host.run(command.toArray(String[]::new));
    }

    /// What the kernel has.
    List<String> entries() {
        return entries(host);
    }

    /// What the kernel of any host has, in the same form.
    static List<String> entries(Host host) {
        return Stream.concat(
                        host.run("ipvsadm", "-Sn").lines().stream().map(String::strip),
                        host.run("ipvsadm", "-Ln", "--thresholds").lines().stream()
                                .map(line -> line.strip().split("\\s+"))
                                .filter(words -> words.length == 6 && !words[2].equals("0"))
                                .filter(words -> Character.isDigit(words[2].charAt(0)))
                                .map(words ->
                                        "thresholds %s %s %s"
                                                .formatted(words[1], words[2], words[3])))
                .sorted()
                .toList();
    }

    /// Waits until the kernel has exactly these.
    void await(List<String> entries, Daemon daemon) {
        List<String> wanted = entries.stream().sorted().toList();
        Await.until(
                "the entries " + wanted,
                LIMIT,
                () -> entries().equals(wanted),
                () -> entries() + "\n" + daemon.lastWords());
    }

    @Override
    public void close() {
        lab.close();
    }
}
