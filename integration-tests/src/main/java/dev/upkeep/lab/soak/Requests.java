package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A client that asks through the director all the time, one request after the other.
final class Requests {

    private static final Pattern LINE =
            Pattern.compile("([-0-9T:.]{23}) ([0-9]{3}) ([0-9.]+) (.*)");

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
                "while :; do curl -s -m 5 -o /dev/null"
                        + " -w '%{http_code} %{time_total} %{errormsg}\\n' "
                        + stage.example().url()
                        + " | sed \"s/^/$(date +%FT%T.%3N) /\"; sleep 0.02; done";
        Requests started = new Requests(log, stage.host("client").start(log, "sh", "-c", loop));
        Await.until("answers", Duration.ofSeconds(30), () -> started.answered() > 5);
        return started;
    }

    void stop() {
        client.descendants().forEach(ProcessHandle::destroy);
        client.destroy();
    }

    int answered() {
        return (int) requests().filter(request -> request.status() == 200).count();
    }

    /// Returns the requests without an answer.
    List<Request> lost() {
        return requests().filter(request -> request.status() != 200).toList();
    }

    /// One request.
    ///
    /// @param status 0 for none
    /// @param error empty for none
    record Request(LocalDateTime begin, int status, Duration took, String error) {
        LocalDateTime end() {
            return begin.plus(took);
        }

        @Override
        public String toString() {
            return "%s, after %d ms: %s"
                    .formatted(begin, took.toMillis(), error.isEmpty() ? status : error);
        }
    }

    /// The last line may be written just now.
    private Stream<Request> requests() {
        return lines().stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line ->
                        new Request(
                                LocalDateTime.parse(line.group(1)),
                                Integer.parseInt(line.group(2)),
                                Duration.ofMillis(
                                        Math.round(Double.parseDouble(line.group(3)) * 1000)),
                                line.group(4)));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
