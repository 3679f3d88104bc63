package dev.upkeep.lab.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// Many TCP connections of a client for many requests, to a [Service#nginx]: one process for all,
/// as a slow machine has no time for one each.
public final class KeptConnections implements AutoCloseable {
    /// For each line of its input asks over all connections, and prints a line with the answers. It
    /// asks in the reverse of the order in which it connects: a director that goes round its
    /// servers would otherwise choose the same ones for connections that it never saw.
    private static final String CLIENT =
            """
            use IO::Socket::INET;
            use IO::Select;
            my ($address, $port, $count) = @ARGV;
            $| = 1;
            $SIG{PIPE} = "IGNORE";
            my @sockets = map {
                IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Timeout => 5)
            } 1 .. $count;
            while (<STDIN>) {
                my $end = time + 15;
                my @answers;
                for my $socket (grep { $_ } reverse @sockets) {
                    syswrite($socket, "GET / HTTP/1.1\\r\\nHost: lab\\r\\n\\r\\n");
                }
                for my $socket (@sockets) {
                    my $page = "";
                    while ($socket && $page !~ /\\r\\n\\r\\n.*\\n/) {
                        my $left = $end - time;
                        my $ready = IO::Select->new($socket)->can_read($left > 0 ? $left : 0);
                        next if $ready && sysread($socket, $page, 4096, length $page);
                        close $socket;
                        undef $socket;
                    }
                    push @answers, $page =~ /\\r\\n\\r\\n(\\S+)/ ? $1 : "-";
                }
                print join(" ", @answers), "\\n";
            }
            """;

    private final int count;
    private final Process pipe;
    private final BufferedReader answers;

    private KeptConnections(int count, Process pipe) {
        this.count = count;
        this.pipe = pipe;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(pipe.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Connects with the first request.
    public static KeptConnections open(Host client, String address, int port, int count) {
        return new KeptConnections(
                count,
                client.talk(
                        "perl",
                        "-e",
                        CLIENT,
                        address,
                        Integer.toString(port),
                        Integer.toString(count)));
    }

    /// Asks for the page over each connection.
    ///
    /// @return the name of the host that answered over each, in the same order each time; `-` for a
    ///   connection that has ended
    public List<String> ask() {
        try {
            pipe.getOutputStream().write('\n');
            pipe.getOutputStream().flush();
            String line = answers.readLine();
            return line == null ? Collections.nCopies(count, "-") : List.of(line.split(" ", -1));
        } catch (IOException e) {
            throw new LabException("the client has ended", e);
        }
    }

    @Override
    public void close() {
        pipe.destroy();
    }
}
