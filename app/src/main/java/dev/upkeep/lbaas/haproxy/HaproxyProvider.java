package dev.upkeep.lbaas.haproxy;

import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.ipvs.Director.Undo;
import dev.upkeep.lbaas.mapping.HaproxyLimits;
import dev.upkeep.lbaas.mapping.HaproxyMapping;
import dev.upkeep.lbaas.mapping.HaproxyServers;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.status.MemberHealth.Verdict;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.status.StatusRollUp;
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

/// Load balancers as HAProxy processes, for what needs layer 7. The VIPs are the daemon's, as with
/// `ipvs`; a process binds them whether they are there or not.
public final class HaproxyProvider implements Provider {

    private static final Logger log = LoggerFactory.getLogger(HaproxyProvider.class);

    private static final String SUFFIX = ".cfg";
    private static final String USER = "haproxy";

    private final Path directory;
    private final String certificates;
    private final Director director;

    /// @param directory of configurations, sockets and pid files
    /// @param certificates directory that certificates must lie in
    /// @throws IOException when the directory cannot be made
    public HaproxyProvider(Path directory, Path certificates, Director director)
            throws IOException {
        this.directory = directory;
        this.certificates = certificates.toString();
        this.director = director;
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public String description() {
        return "Layer 7: a HAProxy process of its own for each load balancer.";
    }

    @Override
    public Map<String, String> flavorSettings() {
        return Map.of();
    }

    @Override
    public void check(Deployment deployment) {
        HaproxyLimits.require(deployment.tree(), certificates);
    }

    @Override
    public void announce(List<Deployment> all) {
        all.forEach(director::place);
    }

    @Override
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        for (Deployment each : all) {
            String problem = apply(each);
            if (problem != null) {
                refused.put(each.id(), problem);
            }
        }
        return refused;
    }

    /// The process first, then its address; the other way round when it goes.
    private @Nullable String apply(Deployment deployment) {
        HaproxyProcess process = new HaproxyProcess(directory, deployment.id());
        try {
            String problem = director.problem(deployment);
            if (problem != null) {
                return problem;
            }
            boolean on = deployment.present() && deployment.tree().root().enabled();
            if (on && !deployment.tree().all(Kind.LISTENER).isEmpty()) {
                run(process, deployment);
            }
            Undo undo = new Undo();
            director.place(deployment, undo);
            problem = director.inForce(undo);
            if (problem != null) {
                director.takeBack(undo);
            }
            if (!on || deployment.tree().all(Kind.LISTENER).isEmpty()) {
                process.stop();
            }
            return problem;
        } catch (IOException | RuntimeException e) {
            return e.getMessage();
        }
    }

    /// Weights change at run time, everything else by a reload. The version has a part for each.
    private static void run(HaproxyProcess process, Deployment deployment) throws IOException {
        String draft = text(process, deployment, "-");
        String rest = digest(HaproxyServers.rest(draft));
        String version = rest + "/" + digest(draft);
        String desired = text(process, deployment, version);
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

    private static String text(HaproxyProcess process, Deployment deployment, String version)
            throws IOException {
        boolean known =
                Files.readAllLines(Path.of("/etc/passwd")).stream()
                        .anyMatch(line -> line.startsWith(USER + ":"));
        return HaproxyMapping.of(
                deployment.tree(),
                Director.addresses(deployment),
                process.socket().toString(),
                known ? USER : null,
                version);
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        Set<String> known = new HashSet<>(kept);
        all.forEach(each -> known.add(each.id()));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                String name = String.valueOf(each.getFileName());
                String id = name.endsWith(SUFFIX) ? name.replace(SUFFIX, "") : "";
                if (!id.isEmpty() && !known.contains(id)) {
                    log.info("Stopping the HAProxy of load balancer {}, which is gone", id);
                    new HaproxyProcess(directory, id).stop();
                }
            }
        } catch (IOException e) {
            log.error("{}", e.getMessage());
        }
        return apply(all);
    }

    @Override
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
            Path socket = new HaproxyProcess(directory, tree.id()).socket();
            return RuntimeApi.statistics(RuntimeApi.ask(socket, "show stat"));
        } catch (IOException e) {
            log.debug("HAProxy of {}: {}", tree.id(), e.getMessage()); // it may not run yet
            return List.of();
        }
    }

    @Override
    public Traffic traffic(Tree tree, Element listener) {
        for (Map<String, String> row : statistics(tree)) {
            if (listener.id().equals(row.get("pxname")) && "FRONTEND".equals(row.get("svname"))) {
                return new Traffic(
                        number(row, "scur"),
                        number(row, "stot"),
                        number(row, "bin"),
                        number(row, "bout"),
                        number(row, "ereq"));
            }
        }
        return Traffic.NONE;
    }

    private static long number(Map<String, String> row, String name) {
        String text = row.getOrDefault(name, "");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /// The processes go on without us.
    @Override
    public void close() {}
}
