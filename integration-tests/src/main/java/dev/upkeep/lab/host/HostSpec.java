package dev.upkeep.lab.host;

import java.util.ArrayList;
import java.util.List;

/// Describes the setup of one host: the arguments of `ip` (devices, addresses, routes), kernel
/// settings, in order. Each method returns a copy with one thing more.
public record HostSpec(String name, List<String> ip, List<String> settings) {
    public HostSpec {
        ip = List.copyOf(ip);
        settings = List.copyOf(settings);
    }

    /// Returns a host with `eth0` on the lab's one wire.
    public static HostSpec named(String name) {
        return new HostSpec(name, List.of(), List.of());
    }

    /// An address of `eth0`, with its prefix length. A single IPv6 address is one that the host
    /// only receives on, as the daemons configure it: were it the source of a tunnel's packets, a
    /// real server that has the same address would drop them as its own.
    public HostSpec address(String prefix) {
        String six = prefix.endsWith("/128") ? " nodad preferred_lft 0" : " nodad";
        return ip("addr add " + prefix + " dev eth0" + (prefix.contains(":") ? six : ""));
    }

    /// Returns a copy with a route to a network (or `default`) through a gateway.
    public HostSpec route(String to, String gateway) {
        return ip("route add " + to + " via " + gateway);
    }

    /// One line for `ip -batch`.
    public HostSpec ip(String line) {
        return new HostSpec(name, with(ip, line), settings);
    }

    /// One kernel setting below `/proc/sys/net`, for instance `ipv4/ip_forward=1`.
    public HostSpec setting(String line) {
        return new HostSpec(name, ip, with(settings, line));
    }

    /// Passes packets on, silently: a router of the same wire must not redirect hosts to shorter
    /// ways.
    public HostSpec forwarding() {
        return setting("ipv4/ip_forward=1")
                .setting("ipv6/conf/all/forwarding=1")
                .setting("ipv4/conf/all/send_redirects=0")
                .setting("ipv4/conf/eth0/send_redirects=0");
    }

    /// Returns a real server of direct routing: has the virtual address, and keeps quiet about it.
    public HostSpec quietly(String virtualAddress) {
        return setting("ipv4/conf/all/arp_ignore=1")
                .setting("ipv4/conf/all/arp_announce=2")
                .ip("addr add " + virtualAddress + " dev lo");
    }

    /// Returns a real server of IPIP tunnelling: unpacks, and has the virtual address on the
    /// tunnel.
    public HostSpec unpacking(String virtualAddress) {
        return quietly("127.1.1.1/32")
                .ip("link set tunl0 up")
                .ip("addr add " + virtualAddress + " dev tunl0")
                .setting("ipv4/conf/all/rp_filter=0")
                .setting("ipv4/conf/tunl0/rp_filter=0");
    }

    /// A real server that unpacks whatever a director can pack: IPIP and GRE in both families,
    /// either family in the other, and GUE on a UDP port. A GRE device takes packets either with
    /// checksums or without, so those with come to addresses of their own.
    ///
    /// @param own its IPv6 address
    /// @param director the IPv6 address that packets with IPv4 inside come from
    /// @param summed its addresses, IPv4 and IPv6, for GRE with checksums
    public HostSpec unpackingAll(int guePort, String own, String director, List<String> summed) {
        HostSpec spec = setting("ipv4/conf/all/rp_filter=0");
        for (String device : List.of("tunl0", "sit0", "gre0", "ip6tnl0", "ip6gre0")) {
            spec = spec.ip("link set " + device + " up");
        }
        for (String device : List.of("tunl0", "gre0", "six", "summed")) {
            spec = spec.setting("ipv4/conf/" + device + "/rp_filter=0");
        }
        return spec.ip("link add six type ip6tnl mode any local " + own + " remote " + director)
                .ip("link add summed type gre local " + summed.getFirst() + " icsum")
                .ip("link add summed6 type ip6gre local " + summed.getLast() + " icsum")
                .ip("link set six up")
                .ip("link set summed up")
                .ip("link set summed6 up")
                .ip("fou add port " + guePort + " gue")
                .ip("fou add port " + guePort + " gue -6");
    }

    /// The script that makes this host out of fresh namespaces and then holds them open until its
    /// input ends. `wire` names the far end of its cable, which appears beside the lab's bridge.
    String script(String wire) {
        var lines = new ArrayList<String>();
        lines.add("hostname " + name);
        lines.add("mount -t tmpfs tmpfs /run");
        lines.add("mkdir -p /run/lock /run/nginx");
        lines.add("mount -t sysfs sysfs /sys");
        lines.add("echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad");
        // The wire carries several networks; a router of them must not shorten the way.
        lines.add("echo 0 >/proc/sys/net/ipv6/conf/default/accept_redirects");
        lines.add("ip -batch - <<'END'");
        lines.add("link set lo up");
        lines.add("link add eth0 type veth peer name " + wire + " netns 1");
        lines.add("link set eth0 up");
        lines.addAll(ip);
        lines.add("END");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            lines.add("echo '" + parts[1] + "' >/proc/sys/net/" + parts[0]);
        }
        lines.add("echo ready");
        lines.add("exec cat");
        return String.join("\n", lines);
    }

    private static List<String> with(List<String> lines, String line) {
        var longer = new ArrayList<>(lines);
        longer.add(line);
        return longer;
    }
}
