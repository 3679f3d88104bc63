package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A host's IPVS table as `/proc/net/ip_vs` shows it: cheap enough to be looked at all the time.
public record IpvsTable(List<Service> services) {
    /// `key` is as `ipvsadm -Ln` prints it without names: `TCP 172.18.0.10:80` or `FWM 10000`.
    public record Service(String key, String scheduler, List<Destination> destinations) {
        public Service {
            destinations = List.copyOf(destinations);
        }
    }

    /// A real server: `address` with its port, `forward` is Route, Masq or Tunnel.
    public record Destination(String address, String forward, int weight, int active) {}

    public IpvsTable {
        services = List.copyOf(services);
    }

    public static IpvsTable of(Host host) {
        try {
            return parse(Files.readAllLines(host.procNet().resolve("ip_vs")));
        } catch (IOException e) {
            throw new UncheckedIOException(host + ": read ip_vs", e);
        }
    }

    static IpvsTable parse(List<String> lines) {
        var services = new ArrayList<Service>();
        var destinations = new ArrayList<Destination>();
        String key = "";
        String scheduler = "";
        for (String line : lines.subList(Math.min(3, lines.size()), lines.size())) {
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].equals("->")) {
                destinations.add(
                        new Destination(
                                address(words[1]),
                                words[2],
                                Integer.parseInt(words[3]),
                                Integer.parseInt(words[4])));
            } else {
                if (!key.isEmpty()) {
                    services.add(new Service(key, scheduler, destinations));
                }
                destinations.clear();
                key =
                        words[0]
                                + " "
                                + (words[0].equals("FWM") ? mark(words[1]) : address(words[1]));
                scheduler = words[2];
            }
        }
        if (!key.isEmpty()) {
            services.add(new Service(key, scheduler, destinations));
        }
        return new IpvsTable(services);
    }

    public Optional<Destination> find(String destination) {
        return services.stream()
                .flatMap(service -> service.destinations().stream())
                .filter(found -> found.address().equals(destination))
                .findFirst();
    }

    public boolean isEmpty() {
        return services.isEmpty();
    }

    private static String mark(String hex) {
        return Long.toString(Long.parseLong(hex, 16));
    }

    /// `AC12000A:0050` as `172.18.0.10:80`; `[addr]:0050` as `[addr]:80`.
    private static String address(String text) {
        int colon = text.lastIndexOf(':');
        int port = HexFormat.fromHexDigits(text, colon + 1, text.length());
        String host = text.substring(0, colon);
        if (host.length() == 8 && !host.startsWith("[")) {
            var quad = new ArrayList<String>();
            for (int i = 0; i < 8; i += 2) {
                quad.add(Integer.toString(HexFormat.fromHexDigits(host, i, i + 2)));
            }
            host = String.join(".", quad);
        }
        return host + ":" + port;
    }
}
