package dev.upkeep.lab.demo;

import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import java.nio.file.Path;
import java.util.List;

/// One of `examples/` and the hosts it is written for. This is the one place that draws them.
///
/// @param addresses virtual addresses, the first is the one clients call
/// @param url what clients ask for
/// @param answers what a client may get, each of which must come
public record Example(
        String name,
        List<HostSpec> hosts,
        List<Director> directors,
        List<Server> servers,
        List<String> addresses,
        String url,
        List<String> answers) {

    /// A host that runs the daemon on `file` of the example; `marks` is loaded by nft before, or
    /// null.
    public record Director(String host, String file, List<String> preparation) {}

    /// The program that a server host runs.
    public enum Kind {
        NGINX,
        HAPROXY
    }

    /// A server, and its entry in the IPVS table (empty when it stands behind a proxy);
    /// `preparation` is a command that runs before it, or empty.
    public record Server(
            String host, Kind kind, int port, String destination, List<String> preparation) {
        Server(String host, Kind kind, int port, String destination) {
            this(host, kind, port, destination, List.of());
        }
    }

    public Example {
        hosts = List.copyOf(hosts);
        directors = List.copyOf(directors);
        servers = List.copyOf(servers);
        addresses = List.copyOf(addresses);
        answers = List.copyOf(answers);
    }

    public static final List<Example> ALL =
            List.of(drTwoDirectors(), natHttpGet(), tunMiscCheck(), fwmarkHaproxy(), lbCluster());

    /// Returns the example of that name.
    ///
    /// @throws LabException naming those there are
    public static Example named(String name) {
        return ALL.stream()
                .filter(example -> example.name.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new LabException(
                                "no example "
                                        + name
                                        + " among "
                                        + ALL.stream().map(Example::name).toList()));
    }

    /// Returns the configuration file of one director.
    public Path file(Director director) {
        return directory().resolve(director.file());
    }

    public Path directory() {
        return Lab.home().resolve("examples").resolve(name);
    }

    /// Direct routing, two directors.
    ///
    /// ```
    /// client .100   director1 .2   director2 .3   rs1 .11   rs2 .12      172.18.0.0/24
    ///    `--------------`--------------`------------`---------'          virtual .10
    /// ```
    private static Example drTwoDirectors() {
        return new Example(
                "dr-two-directors",
                List.of(
                        HostSpec.named("client").address("172.18.0.100/24"),
                        HostSpec.named("director1").address("172.18.0.2/24"),
                        HostSpec.named("director2").address("172.18.0.3/24"),
                        HostSpec.named("rs1").address("172.18.0.11/24").quietly("172.18.0.10/32"),
                        HostSpec.named("rs2").address("172.18.0.12/24").quietly("172.18.0.10/32")),
                List.of(
                        new Director("director1", "master.conf", List.of()),
                        new Director("director2", "backup.conf", List.of())),
                List.of(
                        new Server("rs1", Kind.NGINX, 80, "172.18.0.11:80"),
                        new Server("rs2", Kind.NGINX, 80, "172.18.0.12:80")),
                List.of("172.18.0.10"),
                "http://172.18.0.10/",
                List.of("rs1", "rs2"));
    }

    /// Address translation: the director is the servers' gateway.
    ///
    /// ```
    /// client 192.0.2.100 --- 192.0.2.2 director1 10.20.0.2 --- rs1 10.20.0.11, rs2 10.20.0.12
    ///                virtual 192.0.2.10           virtual 10.20.0.1, the servers' gateway
    /// ```
    private static Example natHttpGet() {
        return new Example(
                "nat-http-get",
                List.of(
                        HostSpec.named("client").address("192.0.2.100/24"),
                        HostSpec.named("director1")
                                .address("192.0.2.2/24")
                                .address("10.20.0.2/24")
                                .forwarding(),
                        HostSpec.named("rs1")
                                .address("10.20.0.11/24")
                                .route("default", "10.20.0.1"),
                        HostSpec.named("rs2")
                                .address("10.20.0.12/24")
                                .route("default", "10.20.0.1")),
                List.of(new Director("director1", "keepalived.conf", List.of())),
                List.of(
                        new Server("rs1", Kind.NGINX, 8080, "10.20.0.11:8080"),
                        new Server("rs2", Kind.NGINX, 8080, "10.20.0.12:8080")),
                List.of("192.0.2.10", "10.20.0.1"),
                "http://192.0.2.10/",
                List.of("rs1", "rs2"));
    }

    /// Tunnels to servers in another network.
    ///
    /// ```
    /// client 198.51.100.100 --- 198.51.100.2 director1, virtual 198.51.100.10
    ///        10.30.0.254    --- rs1 10.30.0.11, rs2 10.30.0.12 (virtual address on tunl0)
    /// ```
    ///
    /// The client's second address stands for the provider's router between the two networks.
    private static Example tunMiscCheck() {
        return new Example(
                "tun-misc-check",
                List.of(
                        HostSpec.named("client")
                                .address("198.51.100.100/24")
                                .address("10.30.0.254/24")
                                .forwarding(),
                        HostSpec.named("director1")
                                .address("198.51.100.2/24")
                                .route("10.30.0.0/24", "198.51.100.100"),
                        HostSpec.named("rs1")
                                .address("10.30.0.11/24")
                                .route("default", "10.30.0.254")
                                .unpacking("198.51.100.10/32"),
                        HostSpec.named("rs2")
                                .address("10.30.0.12/24")
                                .route("default", "10.30.0.254")
                                .unpacking("198.51.100.10/32")),
                List.of(new Director("director1", "keepalived.conf", List.of())),
                List.of(
                        new Server("rs1", Kind.NGINX, 80, "10.30.0.11:80"),
                        new Server("rs2", Kind.NGINX, 80, "10.30.0.12:80")),
                List.of("198.51.100.10"),
                "http://198.51.100.10/",
                List.of("rs1", "rs2"));
    }

    /// Direct routing by firewall mark to layer-7 proxies.
    ///
    /// ```
    /// client .100   director1 .2   proxy1 .21   proxy2 .22   web1 .31   web2 .32   203.0.113.0/24
    ///    `--------------`------------`------------`------------`----------'        virtual .10,
    ///    .11
    /// ```
    private static Example fwmarkHaproxy() {
        String marks = Lab.home().resolve("examples/fwmark-haproxy/marks.rules").toString();
        return new Example(
                "fwmark-haproxy",
                List.of(
                        HostSpec.named("client").address("203.0.113.100/24"),
                        HostSpec.named("director1").address("203.0.113.2/24"),
                        HostSpec.named("proxy1")
                                .address("203.0.113.21/24")
                                .quietly("203.0.113.10/32")
                                .quietly("203.0.113.11/32"),
                        HostSpec.named("proxy2")
                                .address("203.0.113.22/24")
                                .quietly("203.0.113.10/32")
                                .quietly("203.0.113.11/32"),
                        HostSpec.named("web1").address("203.0.113.31/24"),
                        HostSpec.named("web2").address("203.0.113.32/24")),
                List.of(
                        new Director(
                                "director1",
                                "keepalived.conf",
                                List.of("iptables-legacy-restore", marks))),
                List.of(
                        new Server("proxy1", Kind.HAPROXY, 80, "203.0.113.21:0"),
                        new Server("proxy2", Kind.HAPROXY, 80, "203.0.113.22:0"),
                        new Server("web1", Kind.NGINX, 80, ""),
                        new Server("web2", Kind.NGINX, 80, "")),
                List.of("203.0.113.10", "203.0.113.11"),
                "http://203.0.113.10/",
                List.of("web1 proxy1", "web1 proxy2"));
    }

    /// A cluster whose directors are nodes themselves; what they pass on goes by a VLAN.
    ///
    /// ```
    /// client .100   lb1 .2   lb2 .3   lb3 .4   web1 .31      203.0.113.0/24, virtual .10
    ///    `------------+--------+--------+---------'
    ///                lan .1   lan .2   lan .3                10.20.0.0/24
    /// ```
    private static Example lbCluster() {
        List<String> rules =
                List.of(
                        "iptables-legacy-restore",
                        Lab.home().resolve("examples/lb-cluster/uplink.rules").toString());
        return new Example(
                "lb-cluster",
                List.of(
                        HostSpec.named("client").address("203.0.113.100/24"),
                        node(1),
                        node(2),
                        node(3),
                        HostSpec.named("web1").address("203.0.113.31/24")),
                List.of(
                        new Director("lb1", "master.conf", List.of()),
                        new Director("lb2", "backup.conf", List.of())),
                List.of(
                        new Server("lb2", Kind.HAPROXY, 80, "10.20.0.2:0", rules),
                        new Server("lb1", Kind.HAPROXY, 80, "10.20.0.1:0", rules),
                        new Server("lb3", Kind.HAPROXY, 80, "10.20.0.3:0", rules),
                        new Server("web1", Kind.NGINX, 80, "")),
                List.of("203.0.113.10"),
                "http://203.0.113.10/",
                List.of("web1 lb2", "web1 lb1", "web1 lb3"));
    }

    private static HostSpec node(int number) {
        return HostSpec.named("lb" + number)
                .address("203.0.113." + (number + 1) + "/24")
                .ip("link add link eth0 name lan type vlan id 20")
                .ip("addr add 10.20.0." + number + "/24 dev lan")
                .ip("link set lan up")
                .setting("ipv4/conf/all/rp_filter=0")
                .setting("ipv4/conf/lan/rp_filter=0");
    }
}
