package dev.upkeep.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server program on a host: nginx or haproxy.
public final class Service {
    /// Every page says the host's name, and who passed the request on; `/digest` is always `ok`,
    /// `/health` an empty 204.
    private static final String NGINX =
            """
            daemon off;
            worker_processes 1;
            pid /run/nginx.pid;
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
                    location / { return 200 "$hostname $http_x_via\\n"; }
                }
            }
            """;

    private final Host host;
    private final int port;
    private final Path log;
    private final List<String> command;
    private Process process;

    private Service(Host host, int port, Path log, List<String> command) {
        this.host = host;
        this.port = port;
        this.log = log;
        this.command = command;
        this.process = run();
    }

    /// nginx on a port of all addresses of the host, both families; it listens when this returns.
    public static Service nginx(Lab lab, Host host, int port) {
        Path configuration = lab.logs().resolve(host + "-nginx.conf");
        host.write(configuration, NGINX.replace("@PORT@", Integer.toString(port)));
        return new Service(
                host,
                port,
                lab.newFile(host + "-nginx"),
                List.of("nginx", "-e", "stderr", "-c", configuration.toString()));
    }

    static Service of(Lab lab, Example example, Example.Server server, Host host) {
        return switch (server.kind()) {
            case NGINX -> nginx(lab, host, server.port());
            case HAPROXY ->
                    new Service(
                            host,
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
        Sockets.awaitListening(host, port);
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

    /// Starts it again after [#stop]; it listens when this returns.
    public void restart() {
        process = run();
    }
}
