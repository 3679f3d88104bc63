package dev.upkeep.lbaas.haproxy;

import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.mapping.HaproxyMapping;
import dev.upkeep.lbaas.mapping.HaproxyNames;
import dev.upkeep.lbaas.mapping.HaproxyServers;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.status.MemberHealth.Verdict;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.status.StatusRollUp;
import dev.upkeep.net.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HAProxy processes of a provider, one for each load balancer, in a directory of their own.
public final class HaproxyProcesses {

    private static final Logger log = LoggerFactory.getLogger(HaproxyProcesses.class);

    private static final String SUFFIX = ".cfg";
    private static final String USER = "haproxy";

    private final Path directory;

    /// @param directory of configurations, sockets and pid files
    /// @throws IOException when it cannot be made
    public HaproxyProcesses(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    private HaproxyProcess process(String id) {
        return new HaproxyProcess(directory, id);
    }

    /// Returns whether a load balancer has anything to be served.
    public static boolean needed(Deployment deployment) {
        return deployment.present()
                && deployment.tree().root().enabled()
                && !deployment.tree().all(Kind.LISTENER).isEmpty();
    }

    /// Has a load balancer run. Weights change at run time, everything else by a reload. The
    /// version has a part for each.
    ///
    /// @param check where it answers a director that it runs; null for nowhere
    /// @throws IOException when HAProxy refuses it; what ran before runs on
    public void run(Deployment deployment, @Nullable Endpoint check) throws IOException {
        HaproxyProcess process = process(deployment.id());
        process.name(Json.text(HaproxyNames.of(deployment.tree(), Director.addresses(deployment))));
        String draft = text(process, deployment, "-", check);
        String rest = digest(HaproxyServers.rest(draft));
        String version = rest + "/" + digest(draft);
        String desired = text(process, deployment, version, check);
        if (desired.equals(process.configuration()) && process.running(version)) {
            return;
        }
        if (!process.running(rest) || !process.adjust(desired)) {
            process.run(desired, version);
        }
    }

    private static String digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String text(
            HaproxyProcess process, Deployment deployment, String version, @Nullable Endpoint check)
            throws IOException {
        boolean known =
                Files.readAllLines(Path.of("/etc/passwd")).stream()
                        .anyMatch(line -> line.startsWith(USER + ":"));
        return HaproxyMapping.of(
                deployment.tree(),
                Director.addresses(deployment),
                process.socket().toString(),
                known ? USER : null,
                version,
                check);
    }

    /// Ends the process of a load balancer, where there is one.
    ///
    /// @throws IOException when its files cannot be removed
    public void stop(String id) throws IOException {
        process(id).stop();
    }

    /// Ends the processes of all other load balancers, which are gone.
    public void stopOthers(List<Deployment> all, List<String> kept) {
        Set<String> known = new HashSet<>(kept);
        all.forEach(each -> known.add(each.id()));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                String name = String.valueOf(each.getFileName());
                String id = name.endsWith(SUFFIX) ? name.replace(SUFFIX, "") : "";
                if (!id.isEmpty() && !known.contains(id)) {
                    log.info("Stopping the HAProxy of load balancer {}, which is gone", id);
                    stop(id);
                }
            }
        } catch (IOException e) {
            log.error("{}", e.getMessage());
        }
    }

    /// Operating status of everything on a load balancer.
    public Map<String, Operating> status(Tree tree) {
        Map<String, Verdict> verdicts = new HashMap<>();
        for (Map<String, String> row : statistics(tree)) {
            String status = row.getOrDefault("status", "");
            if (status.startsWith("UP") || status.startsWith("DRAIN")) {
                verdicts.put(row.getOrDefault("svname", ""), Verdict.UP);
            } else if (status.startsWith("DOWN")) {
                verdicts.put(row.getOrDefault("svname", ""), Verdict.DOWN);
            }
        }
        return StatusRollUp.of(tree, member -> verdicts.getOrDefault(member.id(), Verdict.UNKNOWN));
    }

    private List<Map<String, String>> statistics(Tree tree) {
        try {
            Path socket = process(tree.id()).socket();
            return RuntimeApi.statistics(RuntimeApi.ask(socket, "show stat"));
        } catch (IOException e) {
            log.debug("HAProxy of {}: {}", tree.id(), e.getMessage()); // it may not run yet
            return List.of();
        }
    }

    /// Returns the traffic of a listener.
    public Traffic traffic(Tree tree, Element listener) {
        for (Map<String, String> row : statistics(tree)) {
            if (listener.id().equals(row.get("pxname")) && "FRONTEND".equals(row.get("svname"))) {
                return new Traffic(
                        RuntimeApi.number(row, "scur"),
                        RuntimeApi.number(row, "stot"),
                        RuntimeApi.number(row, "bin"),
                        RuntimeApi.number(row, "bout"),
                        RuntimeApi.number(row, "ereq"));
            }
        }
        return Traffic.NONE;
    }
}
