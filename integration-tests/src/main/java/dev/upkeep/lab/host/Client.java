package dev.upkeep.lab.host;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A client of the service: curl with one connection for each request, or datagrams.
public final class Client {
    private static final String DATAGRAMS =
            """
            use Socket qw(:all);
            my ($address, $port, $count, $sockets) = @ARGV;
            my $six = $address =~ /:/;
            my $to = $six
                ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $address))
                : pack_sockaddr_in($port, inet_pton(AF_INET, $address));
            my $socket;
            for (1 .. $count) {
                if (!$socket || $sockets > 1) {
                    socket($socket, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
                    connect($socket, $to) or die "connect: $!";
                }
                send($socket, "hello", 0);
                vec(my $ready = "", fileno($socket), 1) = 1;
                my $come = select($ready, undef, undef, 2);
                my $from = $come ? recv($socket, my $answer, 2048, 0) : undef;
                print defined $from ? $answer : "no answer: " . ($come ? $! : "timeout") . "\n";
            }
            """;

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

    /// The answers to `count` datagrams, each from a port of its own; one without an answer within
    /// two seconds gives a line that starts with `no answer`.
    public List<String> datagrams(String address, int port, int count) {
        return datagrams(address, port, count, count);
    }

    /// As [#datagrams], but all of them from one port.
    public List<String> datagramsFromOnePort(String address, int port, int count) {
        return datagrams(address, port, count, 1);
    }

    private List<String> datagrams(String address, int port, int count, int sockets) {
        return host.run(
                        "perl",
                        "-e",
                        DATAGRAMS,
                        address,
                        Integer.toString(port),
                        Integer.toString(count),
                        Integer.toString(sockets))
                .lines();
    }

    /// Returns how often each answer came.
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
