package dev.upkeep.lab.host;

import dev.upkeep.lab.demo.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server program on a host: nginx, haproxy, or one that answers datagrams.
public final class Service {
    /// Every page says the host's name, and who passed the request on, and sets a cookie as
    /// applications do; `/digest` is always `ok`, `/health` an empty 204.
    private static final String NGINX =
            """
            daemon off;
            worker_processes 1;
            pid /run/nginx-@PORT@.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path /run/nginx/body;
                proxy_temp_path /run/nginx/proxy;
                fastcgi_temp_path /run/nginx/fastcgi;
                uwsgi_temp_path /run/nginx/uwsgi;
                scgi_temp_path /run/nginx/scgi;
                default_type text/plain;
                server {
                    listen @PORT@;
                    listen [::]:@PORT@;
                    location = /digest { return 200 "ok\\n"; }
                    location = /health { return 204; }
                    location / {
                        add_header Set-Cookie "JSESSIONID=$request_id";
                        return 200 "$hostname $http_x_via\\n";
                    }
                }
            }
            """;

    /// Answers every datagram with the host's name, from the address it came to: so each address
    /// has a socket, as one for all would answer from the host's first. In Perl, which every Debian
    /// has: socat starts a process for each datagram and loses answers on a slow machine.
    private static final String DATAGRAMS =
            """
            use Socket qw(:all);
            my ($name, $port, @addresses) = @ARGV;
            my %sockets;
            for my $address (@addresses) {
                my $six = $address =~ /:/;
                socket(my $socket, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
                setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, 1) if $six;
                bind($socket, $six
                    ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $address))
                    : pack_sockaddr_in($port, inet_pton(AF_INET, $address)))
                    or die "bind $address: $!";
                $sockets{fileno($socket)} = $socket;
            }
            while (1) {
                my $ready = "";
                vec($ready, $_, 1) = 1 for keys %sockets;
                select($ready, undef, undef, undef);
                for my $number (grep { vec($ready, $_, 1) } keys %sockets) {
                    my $from = recv($sockets{$number}, my $question, 2048, 0);
                    send($sockets{$number}, "$name\n", 0, $from) if defined $from;
                }
            }
            """;

    private final Host host;
    private final Sockets.Kind kind;
    private final int port;
    private final Path log;
    private final List<String> command;
    private Process process;

    private Service(Host host, Sockets.Kind kind, int port, Path log, List<String> command) {
        this.host = host;
        this.kind = kind;
        this.port = port;
        this.log = log;
        this.command = command;
        this.process = run();
    }

    /// nginx on a port of all addresses of the host, both families; it listens when this returns.
    public static Service nginx(Lab lab, Host host, int port) {
        Path configuration = lab.logs().resolve(host + "-nginx-" + port + ".conf");
        host.write(configuration, NGINX.replace("@PORT@", Integer.toString(port)));
        return new Service(
                host,
                Sockets.Kind.TCP,
                port,
                lab.newFile(host + "-nginx"),
                List.of("nginx", "-e", "stderr", "-c", configuration.toString()));
    }

    /// A program that answers each datagram to one of the addresses with the host's name; it
    /// listens when this returns.
    public static Service datagrams(Lab lab, Host host, int port, List<String> addresses) {
        var command = new ArrayList<>(List.of("perl", "-e", DATAGRAMS, host.name()));
        command.add(Integer.toString(port));
        command.addAll(addresses);
        Path log = lab.newFile(host + "-datagrams");
        return new Service(host, Sockets.Kind.UDP, port, log, List.copyOf(command));
    }

    /// Any program that listens on a port of the host; it does when this returns.
    public static Service program(
            Lab lab, Host host, Sockets.Kind kind, int port, String... command) {
        return new Service(host, kind, port, lab.newFile(host + "-" + port), List.of(command));
    }

    public static Service of(Lab lab, Example example, Example.Server server, Host host) {
        return switch (server.kind()) {
            case NGINX -> nginx(lab, host, server.port());
            case HAPROXY ->
                    new Service(
                            host,
                            Sockets.Kind.TCP,
                            server.port(),
                            lab.newFile(host + "-haproxy"),
                            List.of(
                                    "env",
                                    "HOSTNAME=" + host,
                                    "haproxy",
                                    "-db",
                                    "-f",
                                    example.directory().resolve("haproxy.cfg").toString()));
        };
    }

    private Process run() {
        Process started = host.start(log, command.toArray(String[]::new));
        Sockets.awaitListening(host, kind, port);
        return started;
    }

    /// Stops it; connections are refused from then on.
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new LabException(
                        command.getFirst() + " on " + host + " does not end: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /// Suspends it: its kernel takes what clients send, and nothing is answered until [#resume].
    public void suspend() {
        host.run("kill", "-STOP", Long.toString(process.pid()));
    }

    /// Lets it go on after [#suspend].
    public void resume() {
        host.run("kill", "-CONT", Long.toString(process.pid()));
    }

    /// Starts it again after [#stop]; it listens when this returns.
    public void restart() {
        process = run();
    }
}
