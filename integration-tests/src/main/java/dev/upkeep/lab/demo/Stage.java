package dev.upkeep.lab.demo;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Client;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import dev.upkeep.lab.host.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// An example set up in a lab: its hosts, its servers running, its directors ready to start.
public final class Stage implements AutoCloseable {
    private final Example example;
    private final Lab lab;
    private final Map<String, Service> servers = new LinkedHashMap<>();

    public Stage(Example example, Path logs) {
        this.example = example;
        this.lab = new Lab(logs);
        example.hosts().forEach(lab::add);
        example.servers().forEach(this::start);
    }

    private void start(Example.Server server) {
        Host host = lab.host(server.host());
        if (!server.preparation().isEmpty()) {
            host.run(server.preparation().toArray(String[]::new));
        }
        servers.put(server.host(), Service.of(lab, example, server, host));
    }

    public Example example() {
        return example;
    }

    public Lab lab() {
        return lab;
    }

    public Host host(String name) {
        return lab.host(name);
    }

    /// Returns the running server program of a host.
    public Service server(String host) {
        Service server = servers.get(host);
        if (server == null) {
            throw new LabException("no server on " + host);
        }
        return server;
    }

    public Client client() {
        return new Client(lab.host("client"));
    }

    /// Starts the example's daemon on director number `index`.
    public Daemon start(int index, Program program) {
        return start(index, program, example.file(example.directors().get(index)));
    }

    /// Starts a director on another file than the example's.
    public Daemon start(int index, Program program, Path configuration) {
        Example.Director director = example.directors().get(index);
        Host host = lab.host(director.host());
        if (!director.preparation().isEmpty()) {
            host.run(director.preparation().toArray(String[]::new));
        }
        return Daemon.start(lab, host, program, configuration);
    }

    /// Brings a host back that lost its power, with its server if it has one.
    public Host powerOn(String name) {
        Host host =
                lab.add(
                        example.hosts().stream()
                                .filter(spec -> spec.name().equals(name))
                                .findFirst()
                                .orElseThrow());
        example.servers().stream()
                .filter(server -> server.host().equals(name))
                .forEach(this::start);
        return host;
    }

    /// Waits until the host has all virtual addresses.
    public Duration awaitMaster(Host host, Duration limit) {
        return Await.until(
                host + " is master",
                limit,
                () -> example.addresses().stream().allMatch(host::hasAddress),
                () -> host.run("ip", "-br", "addr").out());
    }

    /// Waits until every service of the host's table has exactly the example's servers, with a
    /// weight.
    public Duration awaitServers(Host host, Duration limit) {
        var expected = new TreeSet<String>();
        example.servers().stream()
                .map(Example.Server::destination)
                .filter(destination -> !destination.isEmpty())
                .forEach(expected::add);
        return Await.until(
                "all real servers on " + host,
                limit,
                () -> {
                    IpvsTable table = IpvsTable.of(host);
                    return !table.isEmpty()
                            && table.services().stream()
                                    .allMatch(service -> active(service).equals(expected));
                },
                () -> IpvsTable.of(host).toString());
    }

    private static Set<String> active(IpvsTable.Service service) {
        var found = new TreeSet<String>();
        service.destinations().stream()
                .filter(destination -> destination.weight() > 0)
                .map(IpvsTable.Destination::address)
                .forEach(found::add);
        return found;
    }

    /// Waits until a client gets every answer the example promises.
    ///
    /// @return the answers of the last round
    public List<String> awaitAnswers(Duration limit) {
        var last = new java.util.concurrent.atomic.AtomicReference<List<String>>(List.of());
        Await.until(
                "answers " + example.answers(),
                limit,
                () -> {
                    last.set(client().ask(example.url(), 8));
                    return new TreeSet<>(last.get()).equals(new TreeSet<>(example.answers()));
                },
                () -> last.get().toString());
        return last.get();
    }

    @Override
    public void close() {
        lab.close();
    }
}
