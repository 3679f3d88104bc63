package dev.upkeep.lab;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a client of the service sees: curl, one connection for each request.
public final class Client {
    private final Host host;

    public Client(Host host) {
        this.host = host;
    }

    /// The answers (first line each) to `count` requests, in order; a request without an answer
    /// within two seconds gives a line that starts with `no answer`.
    public List<String> ask(String url, int count) {
        String separator = url.contains("?") ? "&" : "?";
        Output output =
                host.attempt(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--max-time",
                        "2",
                        "--header",
                        "Connection: close",
                        "--stderr",
                        "-",
                        url + separator + "request=[1-" + count + "]");
        return output.lines().stream()
                .map(line -> line.startsWith("curl:") ? "no answer: " + line : line.strip())
                .toList();
    }

    /// How often each answer came.
    public Map<String, Integer> count(String url, int requests) {
        var counts = new TreeMap<String, Integer>();
        ask(url, requests).forEach(answer -> counts.merge(answer, 1, Integer::sum));
        return counts;
    }

    /// True when one request is answered.
    public boolean answered(String url) {
        return ask(url, 1).stream().noneMatch(answer -> answer.startsWith("no answer"));
    }
}
