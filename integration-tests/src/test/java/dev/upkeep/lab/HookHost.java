package dev.upkeep.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A host for [HooksTest]: interfaces `d0` to `d3` with nobody behind them (`d2` is down), the
/// scripts, a FIFO with a reader, and a mail server.
final class HookHost {
    /// Lines of the FIFO that gets all.
    static final String TOLD = "all.lines";

    /// A line for each run of a script.
    static final String RUNS = "scripts";

    private static final int MAIL_PORT = 2525;

    private final DaemonHost at;
    private final Map<Integer, Process> listeners = new HashMap<>();

    HookHost(Lab lab, Program program, String name) {
        var spec = HostSpec.named(name).ip("addr add 10.9.255.1/32 dev lo");
        for (int i = 0; i < 4; i++) {
            spec =
                    spec.ip("link add d" + i + " type veth peer name e" + i)
                            .ip("link set e" + i + " up")
                            .ip("addr add 10.8." + i + ".1/24 dev d" + i);
            if (i != 2) {
                spec = spec.ip("link set d" + i + " up");
            }
        }
        at = new DaemonHost(lab, program, spec);
        List.of("record", "slow", "reader", "smtp").forEach(at::install);
        at.write(RUNS, "", "rw-rw-rw-");
    }

    DaemonHost at() {
        return at;
    }

    Daemon daemon() {
        return at.daemon();
    }

    List<String> lines(String name) {
        return at.lines(name);
    }

    /// Makes `all.fifo` and reads it until the end of the host, into [#TOLD].
    void readFifo() {
        at.host().shell("mkfifo -m 600 /run/hooks/all.fifo");
        background("exec 3<>/run/hooks/all.fifo; exec cat <&3 >>/run/hooks/" + TOLD);
    }

    /// Makes `all.fifo` and fills it; nobody reads.
    void fillFifo() {
        at.host().shell("mkfifo -m 600 /run/hooks/all.fifo");
        background(
                "exec 3<>/run/hooks/all.fifo; timeout 1 cat /dev/zero >&3; touch /run/hooks/full;"
                        + " exec sleep 1000");
        Await.until("a full FIFO", DaemonHost.LIMIT, () -> Files.exists(at.file("full")));
    }

    private void background(String script) {
        at.host().start(at.lab().newFile(at + "-background"), "bash", "-c", script);
    }

    /// Takes mail; each one that was handed over whole is a file.
    void serveMail() {
        listen(MAIL_PORT, "EXEC:/run/hooks/smtp");
    }

    /// Takes connections for mail and says nothing.
    void serveNoMail() {
        listen(MAIL_PORT, "EXEC:'sleep 1000'");
    }

    void listen(int port) {
        listen(port, "OPEN:/dev/null");
    }

    private void listen(int port, String what) {
        listeners.put(
                port,
                at.host()
                        .start(
                                at.lab().newFile(at + "-listener"),
                                "socat",
                                "TCP-LISTEN:" + port + ",fork,reuseaddr",
                                what));
        Sockets.awaitListening(at.host(), Sockets.Kind.TCP, port);
    }

    void stopListening(int port) {
        Process listener = Objects.requireNonNull(listeners.remove(port));
        listener.destroy();
        try {
            listener.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void link(String device, String state) {
        at.host().run("ip", "link", "set", device, state);
    }

    void awaitTold(String line, int times) {
        at.awaitLine(TOLD, line, times);
    }

    void awaitMail(String text, int times) {
        Await.until(
                "%s: %d mails with %s".formatted(at, times, text),
                DaemonHost.LIMIT,
                () -> mails().stream().filter(mail -> mail.contains(text)).count() >= times,
                () -> String.join("\n\n", mails()));
    }

    /// What the mail server has heard, without the date, each mail as one text.
    List<String> mails() {
        try (Stream<Path> files = Files.list(at.file(""))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("done."))
                    .map(this::mail)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mail(String name) {
        return String.join(
                "\n", lines(name).stream().filter(line -> !line.startsWith("Date: ")).toList());
    }

    /// The runs of scripts so far, sorted.
    List<String> runs() {
        return lines(RUNS).stream().sorted().toList();
    }

    /// The variables that a script got, but for the directory of whoever started the daemon.
    List<String> environment() {
        return lines("environment").stream()
                .filter(variable -> !variable.startsWith("PWD="))
                .sorted()
                .toList();
    }

    /// Owner, permissions and name of the FIFOs.
    List<String> fifos() {
        return at.host().shell("cd /run/hooks; stat -c '%U:%G %a %n' *.fifo").lines();
    }

    /// Ends the daemon, and waits until its last lines have come through the FIFO.
    ///
    /// @return its exit status
    int end() {
        int status = daemon().terminate(DaemonHost.LIMIT);
        at.host().shell("echo end >/run/hooks/all.fifo");
        awaitTold("end", 1);
        return status;
    }

    /// Command lines of the host's processes that contain a text.
    List<String> processes(String text) {
        return at.host().processes().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
