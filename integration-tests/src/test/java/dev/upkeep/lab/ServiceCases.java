package dev.upkeep.lab;

import java.util.ArrayList;
import java.util.List;

/// One virtual server for each keyword that shapes a kernel entry. All of them stand in one file,
/// each on an address of its own, so that two daemons need to be started only once.
///
/// In a text, `@4` is the case's IPv4 address, `@6` its IPv6 address, `@mark` its firewall mark,
/// and `@n` its number.
final class ServiceCases {
    /// A case: what it shows, and its part of the file.
    record Case(int number, String name, String text) {
        @Override
        public String toString() {
            return name;
        }

        /// Marks of the lines of `ipvsadm -Sn` that belong to this case.
        List<String> keys() {
            return List.of(" 10.70." + number + ".", " [fd70:" + hex() + ":", " " + mark() + " ");
        }

        private String hex() {
            return Integer.toHexString(number);
        }

        private int mark() {
            return 7000 + number;
        }

        String configuration() {
            return text.replace("@4", "10.70." + number + ".1")
                    .replace("@6", "fd70:" + hex() + "::1")
                    .replace("@mark", Integer.toString(mark()))
                    .replace("@n", Integer.toString(number));
        }
    }

    private static final String TWO =
            " real_server 10.71.0.1 80 {\n weight 3\n }\n real_server 10.71.0.2 80 {\n weight 1\n }\n";
    private static final String TWO_V6 =
            " real_server fd71::1 80 {\n weight 3\n }\n real_server fd71::2 80 {\n }\n";

    private final List<Case> cases = new ArrayList<>();

    private ServiceCases() {}

    static List<Case> all() {
        var table = new ServiceCases();
        table.schedulers();
        table.services();
        table.forwarding();
        table.servers();
        table.groups();
        return List.copyOf(table.cases);
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private void add(String name, String text) {
        cases.add(new Case(cases.size() + 1, name, text));
    }

    /// A TCP service by direct routing with two servers and some lines more.
    private void service(String name, String lines) {
        add(
                name,
                "virtual_server @4 80 {\n protocol TCP\n lb_kind DR\n"
                        + lines
                        + "\n"
                        + TWO
                        + "}\n");
    }

    private void schedulers() {
        for (String scheduler :
                List.of(
                        "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "fo", "ovf",
                        "sed", "nq")) {
            service("lb_algo " + scheduler, "lb_algo " + scheduler);
            service("lvs_sched " + scheduler, "lvs_sched " + scheduler);
        }
        service("no lb_algo", "");
        service("sh-port", "lb_algo sh\n sh-port");
        service("sh-fallback", "lb_algo sh\n sh-fallback");
        service("sh-port and sh-fallback", "lb_algo sh\n sh-port\n sh-fallback");
        service("mh-port", "lb_algo mh\n mh-port");
        service("mh-fallback", "lb_algo mh\n mh-fallback");
        service("flag-1", "lb_algo rr\n flag-1");
        service("flag-2", "lb_algo rr\n flag-2");
        service("flag-3", "lb_algo rr\n flag-3");
    }

    private void services() {
        service("persistence_timeout", "lb_algo rr\n persistence_timeout 600");
        service("persistence_timeout without value", "lb_algo rr\n persistence_timeout");
        service(
                "persistence_granularity",
                "lb_algo rr\n persistence_timeout 50\n persistence_granularity 255.255.255.0");
        service(
                "delay_loop, retry, weights of checks: no effect",
                "lb_algo rr\n delay_loop 3\n retry 2");
        service("quorum below the weights", "lb_algo rr\n quorum 2\n hysteresis 1");
        service("alpha: servers without check are up", "lb_algo rr\n alpha");
        service("sorry_server in reserve", "lb_algo rr\n sorry_server 10.71.0.9 80");
        service("sorry_server is a real server", "lb_algo rr\n sorry_server 10.71.0.1 80");
        String udp = "virtual_server @4 53 {\n protocol UDP\n lb_kind DR\n lb_algo rr\n";
        String udpServer = " real_server 10.71.0.1 53 {\n }\n}\n";
        add("protocol UDP", udp + udpServer);
        add("ops", udp + " ops\n" + udpServer);
        add("hashed", udp + " hashed\n" + udpServer);
        add(
                "persistence_engine sip",
                udp + " persistence_timeout 60\n persistence_engine sip\n" + udpServer);
        add(
                "protocol SCTP",
                "virtual_server @4 80 {\n protocol SCTP\n lb_kind DR\n lb_algo rr\n" + TWO + "}\n");
        add("no protocol", "virtual_server @4 80 {\n lb_kind DR\n lb_algo rr\n" + TWO + "}\n");
        add(
                "port 0 with persistence",
                lines(
                        "virtual_server @4 0 {",
                        " protocol TCP",
                        " lb_kind DR",
                        " lb_algo rr",
                        " persistence_timeout 300",
                        " real_server 10.71.0.1 0 {",
                        " }",
                        "}"));
        add(
                "port 0 without persistence",
                lines(
                        "virtual_server @4 {",
                        " protocol TCP",
                        " lb_kind DR",
                        " lb_algo rr",
                        " real_server 10.71.0.1 {",
                        " }",
                        "}"));
        add(
                "IPv6",
                "virtual_server @6 80 {\n protocol TCP\n lb_kind DR\n lb_algo wrr\n"
                        + TWO_V6
                        + "}\n");
        add(
                "IPv6 persistence_granularity",
                "virtual_server @6 80 {\n protocol TCP\n lb_kind DR\n lb_algo rr\n persistence_timeout 60\n"
                        + " persistence_granularity 64\n"
                        + TWO_V6
                        + "}\n");
    }

    private void forwarding() {
        for (String kind : List.of("NAT", "DR", "TUN")) {
            add(
                    "lb_kind " + kind,
                    "virtual_server @4 80 {\n protocol TCP\n lb_algo rr\n lb_kind "
                            + kind
                            + "\n"
                            + TWO
                            + "}\n");
            add(
                    "lvs_method " + kind + ", IPv6",
                    "virtual_server @6 80 {\n protocol TCP\n lb_algo rr\n lvs_method "
                            + kind
                            + "\n"
                            + TWO_V6
                            + "}\n");
            server("lvs_method " + kind + " of one server", "lvs_method " + kind);
        }
        add("no lb_kind", "virtual_server @4 80 {\n protocol TCP\n lb_algo rr\n" + TWO + "}\n");
        add(
                "NAT to another port",
                lines(
                        "virtual_server @4 80 {",
                        " protocol TCP",
                        " lb_algo rr",
                        " lb_kind NAT",
                        " real_server 10.71.0.1 8080 {",
                        " }",
                        "}"));
        add(
                "DR with another port",
                lines(
                        "virtual_server @4 80 {",
                        " protocol TCP",
                        " lb_algo rr",
                        " lb_kind DR",
                        " real_server 10.71.0.1 8080 {",
                        " }",
                        "}"));
        for (String type :
                List.of(
                        "ipip",
                        "gue port 6080",
                        "gue port 6080 csum",
                        "gue port 6080 remcsum",
                        "gre",
                        "gre csum")) {
            server("tunnel type " + type, "lvs_method TUN type " + type);
        }
    }

    private void server(String name, String lines) {
        add(
                name,
                "virtual_server @4 80 {\n protocol TCP\n lb_kind DR\n lb_algo rr\n real_server 10.71.0.1 80 {\n "
                        + lines
                        + "\n }\n}\n");
    }

    private void servers() {
        server("weight 0", "weight 0");
        server("weight 65535", "weight 65535");
        server("uthreshold", "uthreshold 100");
        server("lthreshold and uthreshold", "lthreshold 50\n uthreshold 100");
        server("inhibit_on_failure", "inhibit_on_failure");
    }

    private void groups() {
        String body = " protocol TCP\n lb_kind DR\n lb_algo rr\n";
        add(
                "fwmark",
                "virtual_server fwmark @mark {\n lb_kind DR\n lb_algo wrr\n real_server 10.71.0.1 0 {\n }\n}\n");
        add(
                "fwmark of IPv6 servers",
                lines(
                        "virtual_server fwmark @mark {",
                        " lb_kind DR",
                        " lb_algo rr",
                        " ip_family inet6",
                        " real_server fd71::1 0 {",
                        " }",
                        "}"));
        add(
                "group of addresses",
                "virtual_server_group g@n {\n 10.70.@n.1 80\n 10.70.@n.2 81\n}\nvirtual_server group g@n {\n"
                        + body
                        + TWO
                        + "}\n");
        add(
                "group with a range",
                "virtual_server_group g@n {\n 10.70.@n.1-5 80\n}\nvirtual_server group g@n {\n"
                        + body
                        + TWO
                        + "}\n");
        add(
                "group of marks",
                lines(
                        "virtual_server_group g@n {",
                        " fwmark @mark",
                        "}",
                        "virtual_server group g@n {",
                        " lb_kind DR",
                        " lb_algo rr",
                        " real_server 10.71.0.1 0 {",
                        " }",
                        "}"));
    }
}
