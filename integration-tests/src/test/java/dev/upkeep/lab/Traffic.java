package dev.upkeep.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A client that asks again and again, one connection after the other, while something changes.
///
/// Each connection has a port that none had before: IPVS remembers connections for minutes, also
/// those to servers that are gone, and drops what comes from such a port. The system's own choice
/// of ports comes back to them.
final class Traffic implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// More than there is time for.
    private static final int REQUESTS = 3000;

    private static final String REQUEST =
            """
            use Socket qw(:all);
            my ($address, $first, $count) = @ARGV;
            $| = 1;
            my $limit = pack("l!l!", 2, 0);
            sub ask {
                my ($port) = @_;
                socket(my $socket, AF_INET, SOCK_STREAM, 0) or return "socket: $!";
                setsockopt($socket, SOL_SOCKET, $_, $limit) for SO_RCVTIMEO, SO_SNDTIMEO;
                setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
                bind($socket, pack_sockaddr_in($port, INADDR_ANY)) or return "bind: $!";
                connect($socket, pack_sockaddr_in(80, inet_aton($address))) or return "connect: $!";
                syswrite($socket, "GET / HTTP/1.0\\r\\n\\r\\n") or return "write: $!";
                my ($answer, $read) = ("", 0);
                1 while $read = sysread($socket, $answer, 4096, length $answer);
                defined $read or return "read: $!";
                return $answer =~ /^(\\S+) *\\n\\z/m ? $1 : "answer: '$answer'";
            }
            for my $port ($first .. $first + $count - 1) {
                my $answer = ask($port);
                print $answer =~ /^rs/ ? "$answer\\n" : "lost at port $port: $answer\\n";
                select(undef, undef, undef, 0.002);
            }
            """;

    private final Path log;
    private final Process client;

    private Traffic(Path log, Process client) {
        this.log = log;
        this.client = client;
    }

    /// Starts it; some requests are answered when this returns.
    ///
    /// @param number of this traffic among all that the host makes, from 0 to 19
    static Traffic start(Lab lab, Host host, String address, int number) {
        Path log = lab.newFile("traffic");
        var traffic =
                new Traffic(
                        log,
                        host.start(
                                log,
                                "perl",
                                "-e",
                                REQUEST,
                                address,
                                Integer.toString(2000 + number * REQUESTS),
                                Integer.toString(REQUESTS)));
        traffic.awaitMore();
        return traffic;
    }

    /// Waits for some more requests to end.
    void awaitMore() {
        int before = lines().size();
        Await.until(
                "more traffic",
                LIMIT,
                () -> lines().size() > before + 20,
                () -> lines().size() + " lines in " + log);
    }

    /// What did not end with the answer of a server.
    List<String> lost() {
        return lines().stream().filter(line -> !line.startsWith("rs")).toList();
    }

    /// The answers, in order.
    List<String> answers() {
        return lines().stream().filter(line -> line.startsWith("rs")).toList();
    }

    /// Whole lines only.
    private List<String> lines() {
        try {
            String text = Files.readString(log);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + log, e);
        }
    }

    @Override
    public void close() {
        client.destroy();
    }
}
