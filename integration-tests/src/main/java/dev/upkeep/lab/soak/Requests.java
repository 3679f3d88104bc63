package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that asks through the director all the time, one request after the other.
final class Requests {

    private static final Pattern END = Pattern.compile("([0-9]+) ([0-9]+) ?(.*)");
    private static final String BEGIN = "begin";

    /// Says when a request begins, and at its end its status, the client's port and what failed. In
    /// Perl, as a program for each request would take most of the time of an emulated kernel. Only
    /// waits that the clock of the day does not shorten.
    private static final String CLIENT =
            """
            use Fcntl;
            use Socket;
            my ($address) = @ARGV;
            $| = 1;
            sub ask {
                my $socket = shift;
                my $mask = "";
                vec($mask, fileno($socket), 1) = 1;
                select(undef, my $writable = $mask, undef, 5) or return (0, "connect: no answer in 5 s");
                $! = unpack("i", getsockopt($socket, SOL_SOCKET, SO_ERROR));
                return (0, "connect: $!") if $!;
                syswrite($socket, "GET / HTTP/1.0\\r\\n\\r\\n") or return (0, "send: $!");
                my $answer = "";
                while (1) {
                    select(my $readable = $mask, undef, undef, 5)
                        or return (0, "no answer in 5 s after " . length($answer) . " bytes");
                    my $got = sysread($socket, $answer, 4096, length($answer));
                    defined $got or return (0, "receive: $!");
                    last if $got == 0;
                }
                return $answer =~ m{^HTTP/1.. (200) } ? (200, "") : (0, "answer of " . length($answer) . " bytes");
            }
            while (1) {
                print "begin\n";
                socket(my $socket, AF_INET, SOCK_STREAM, 0) or die "socket: $!";
                fcntl($socket, F_SETFL, O_NONBLOCK) or die "fcntl: $!";
                my @result = connect($socket, pack_sockaddr_in(80, inet_aton($address))) || $!{EINPROGRESS}
                    ? ask($socket) : (0, "connect: $!");
                my ($port) = unpack_sockaddr_in(getsockname($socket));
                close($socket);
                print "$result[0] $port $result[1]\n";
                select(undef, undef, undef, 0.1);
            }
            """;

    private final Journal journal;
    private final List<Request> lost = new ArrayList<>();
    private int answered;
    private @Nullable Duration begin;

    private Requests(Journal journal) {
        this.journal = journal;
    }

    /// Starts it; some requests are answered when this returns.
    ///
    /// @return the requests, which end with the client's host
    static Requests start(Journal journal, Stage stage) {
        Requests started = new Requests(journal);
        Followed.start(
                stage.host("client").talk("perl", "-MErrno", "-e", CLIENT, TormentedDirector.VIP),
                started::read);
        Await.until("answers", Duration.ofSeconds(30), () -> started.answered() > 5);
        return started;
    }

    private synchronized void read(String line) {
        Duration now = journal.now();
        Matcher end = END.matcher(line);
        if (line.equals(BEGIN)) {
            begin = now;
        } else if (end.matches() && begin != null) {
            int status = Integer.parseInt(end.group(1));
            if (status == 200) {
                answered++;
            } else {
                lost.add(new Request(begin, now, status, end.group(2), end.group(3)));
            }
            begin = null;
        } else {
            journal.add("client: " + line);
        }
    }

    synchronized int answered() {
        return answered;
    }

    /// Returns when the request in flight was begun, none between two.
    synchronized Optional<Duration> inFlight() {
        return Optional.ofNullable(begin);
    }

    /// Returns the requests without an answer.
    synchronized List<Request> lost() {
        return List.copyOf(lost);
    }

    /// A request without an answer.
    ///
    /// @param status 0 for none
    /// @param port the client's, 0 or -1 when no connection was made
    /// @param error the client's words
    record Request(Duration begin, Duration end, int status, String port, String error) {

        @Override
        public String toString() {
            return "at %s, after %s, client's port %s: %s"
                    .formatted(
                            Journal.seconds(begin),
                            Journal.seconds(end.minus(begin)),
                            port,
                            error.isEmpty() ? status : error);
        }
    }
}
