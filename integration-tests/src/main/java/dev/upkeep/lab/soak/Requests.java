package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A client that asks through the director all the time, one request after the other.
final class Requests {

    private final Path log;
    private final Process client;

    private Requests(Path log, Process client) {
        this.log = log;
        this.client = client;
    }

    /// Starts it; some requests are answered when this returns.
    static Requests start(Stage stage) {
        Path log = stage.lab().newFile("requests");
        String loop =
                "while :; do curl -s -m 5 -o /dev/null -w '%{http_code} %{errormsg}\\n' "
                        + stage.example().url()
                        + " | sed \"s/^/$(date +%T) /\"; sleep 0.02; done";
        Requests started = new Requests(log, stage.host("client").start(log, "sh", "-c", loop));
        Await.until("answers", Duration.ofSeconds(30), () -> started.answered() > 5);
        return started;
    }

    void stop() {
        client.descendants().forEach(ProcessHandle::destroy);
        client.destroy();
    }

    int answered() {
        return (int) lines().stream().filter(line -> line.contains(" 200")).count();
    }

    /// Those without an answer: when, and why.
    List<String> lost() {
        return lines().stream()
                .filter(line -> line.matches("[0-9:]{8} .*") && !line.contains(" 200"))
                .toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
