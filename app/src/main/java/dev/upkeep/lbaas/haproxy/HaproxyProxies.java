package dev.upkeep.lbaas.haproxy;

import dev.upkeep.app.status.ProxySnapshot;
import dev.upkeep.app.status.ProxySnapshot.ProxyServerSnapshot;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.mapping.HaproxyNames;
import dev.upkeep.lbaas.mapping.HaproxyNames.ListenerName;
import dev.upkeep.lbaas.mapping.HaproxyNames.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the HAProxy processes of a directory serve, by the names that clients gave, for the
/// daemon's status: asked of the processes themselves, which go on without `upkeep api`.
public final class HaproxyProxies {

    /// Of files with names.
    static final String SUFFIX = ".names";

    private static final Logger log = LoggerFactory.getLogger(HaproxyProxies.class);

    /// A process that hangs must not hold up the status of the others.
    private static final Duration LIMIT = Duration.ofMillis(500);

    private HaproxyProxies() {}

    /// Asks all processes; one that hangs costs half a second.
    ///
    /// @param directory `upkeep_status_haproxy`; empty answer where it is not there
    public static List<ProxySnapshot> in(Path directory) {
        List<ProxySnapshot> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
                all.addAll(process(each));
            }
        } catch (NoSuchFileException e) {
            log.debug("{} is not there yet", e.getMessage());
        } catch (IOException e) {
            log.warn("upkeep_status_haproxy {}: {}", directory, e.toString());
        }
        all.sort(Comparator.comparing(ProxySnapshot::label));
        return all;
    }

    private static List<ProxySnapshot> process(Path file) throws IOException {
        HaproxyNames names;
        try {
            names = Json.record(HaproxyNames.class, Files.readString(file));
        } catch (NoSuchFileException e) {
            return List.of(); // deleted meanwhile
        }
        String socket = file.getFileName().toString().replace(SUFFIX, ".sock");
        String text;
        try {
            text = RuntimeApi.ask(file.resolveSibling(socket), "show stat", LIMIT);
        } catch (IOException e) {
            log.debug("{}", e.getMessage());
            text = "";
        }
        return snapshots(names, text);
    }

    /// @param text answer to `show stat`; empty for none
    static List<ProxySnapshot> snapshots(HaproxyNames names, String text) {
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (Map<String, String> row : RuntimeApi.statistics(text)) {
            rows.put(row.get("pxname") + "/" + row.get("svname"), row);
        }
        return names.listeners().stream().map(each -> proxy(each, rows)).toList();
    }

    private static ProxySnapshot proxy(
            ListenerName listener, Map<String, Map<String, String>> rows) {
        Map<String, String> row = rows.get(listener.frontend() + "/FRONTEND");
        List<ProxyServerSnapshot> servers =
                listener.servers().stream()
                        .map(each ->
                                server(
                                        each,
                                        rows.getOrDefault(
                                                each.backend() + "/" + each.server(), Map.of())))
                        .toList();
        boolean up = servers.stream().anyMatch(each -> !each.health().equals("down"));
        Map<String, String> counters = row == null ? Map.of() : row;
        return new ProxySnapshot(
                listener.name(),
                listener.label(),
                row == null ? "no answer" : up ? "up" : "down",
                RuntimeApi.number(counters, "scur"),
                RuntimeApi.number(counters, "stot"),
                RuntimeApi.number(counters, "bin"),
                RuntimeApi.number(counters, "bout"),
                servers);
    }

    private static ProxyServerSnapshot server(ServerName name, Map<String, String> row) {
        String status = row.getOrDefault("status", "");
        long weight = RuntimeApi.number(row, "weight");
        return new ProxyServerSnapshot(
                name.name(),
                name.label(),
                health(status),
                status.startsWith("MAINT")
                        ? "disabled"
                        : status.startsWith("DRAIN") || (weight == 0 && !row.isEmpty())
                                ? "draining"
                                : "enabled",
                weight,
                RuntimeApi.number(row, "scur"),
                why(row, status));
    }

    /// `UP 1/3` is on its way down; `NOLB` and `DRAIN` answer, but get nothing new.
    private static String health(String status) {
        return Stream.of("UP", "NOLB", "DRAIN").anyMatch(status::startsWith)
                ? "up"
                : status.startsWith("DOWN") ? "down" : "unchecked";
    }

    private static String why(Map<String, String> row, String status) {
        return Stream.of(
                        status,
                        row.getOrDefault("check_status", ""),
                        row.getOrDefault("last_chk", ""))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
