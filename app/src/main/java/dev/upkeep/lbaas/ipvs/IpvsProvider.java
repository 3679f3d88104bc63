package dev.upkeep.lbaas.ipvs;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.lbaas.ipvs.Director.Undo;
import dev.upkeep.lbaas.mapping.IpvsFlavor;
import dev.upkeep.lbaas.mapping.IpvsLimits;
import dev.upkeep.lbaas.mapping.IpvsMapping;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.status.MemberHealth.Verdict;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.status.StatusRollUp;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Load balancers in the kernel: a file for each, read back and compared before it counts, and one
/// reload of the daemon for all that change together. When the daemon refuses, the old files come
/// back, and each change is tried alone.
public final class IpvsProvider implements Provider {

    private static final Logger log = LoggerFactory.getLogger(IpvsProvider.class);

    private static final Pattern DRAIN = Pattern.compile("(?m)^ *drain_timeout .*\\R");

    private final Director director;
    private final Fragments fragments;

    /// A provider on this director.
    public IpvsProvider(Director director) {
        this.director = director;
        fragments = director.fragments();
    }

    @Override
    public String name() {
        return "ipvs";
    }

    @Override
    public String description() {
        return "Layer 4 in the kernel of this director (IPVS), checks and VIPs by Upkeep.";
    }

    @Override
    public Map<String, String> flavorSettings() {
        return IpvsFlavor.settings();
    }

    @Override
    public void check(Deployment deployment) {
        IpvsLimits.require(deployment.tree(), deployment.flavor(), deployment.floating());
    }

    @Override
    public void announce(List<Deployment> all) {
        all.forEach(director::place);
    }

    @Override
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        Undo undo = new Undo();
        String cutOff = cutOff(all, undo);
        if (cutOff != null) {
            log.warn("Load balancers that are deleted drain first: {}", cutOff);
        }
        List<Deployment> written = new ArrayList<>();
        for (Deployment each : all) {
            String problem = write(each, undo);
            if (problem == null) {
                written.add(each);
            } else {
                refused.put(each.id(), problem);
            }
        }
        String problem = written.isEmpty() ? null : director.inForce(undo);
        if (problem != null) {
            director.takeBack(undo);
            if (written.size() == 1) {
                refused.put(written.getFirst().id(), problem);
            } else {
                written.forEach(each -> refused.putAll(apply(List.of(each))));
            }
        }
        return refused;
    }

    /// Members that leave a load balancer have time to finish their connections; those of one that
    /// is deleted have none. So these first lose that time, by a reload of its own.
    ///
    /// @return why that could not be; then they drain
    private @Nullable String cutOff(List<Deployment> all, Undo undo) {
        boolean some = false;
        try {
            for (Deployment each : all) {
                Path file = fragments.file(each.id());
                String present = each.present() ? null : Fragments.read(file);
                if (present != null) {
                    String without = DRAIN.matcher(present).replaceAll("");
                    some |= !without.equals(present);
                    fragments.put(file, without, undo);
                }
            }
            return some ? director.inForce(undo) : null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /// Writes the file of one load balancer.
    ///
    /// @return why it cannot be in force; its old file is there then
    private @Nullable String write(Deployment deployment, Undo undo) {
        Undo own = new Undo();
        Path file = fragments.file(deployment.id());
        try {
            String problem = director.problem(deployment);
            if (problem == null && deployment.present()) {
                check(deployment);
                IpvsMapping.Services services = services(deployment);
                String text = ConfigurationDump.services(services.groups(), services.servers());
                fragments.put(file, text, own);
                problem = readBack(file, services);
            } else if (problem == null) {
                fragments.put(file, null, own);
            }
            if (problem != null) {
                fragments.undo(own);
                return problem;
            }
            director.place(deployment, own);
            undo.putAll(own);
            return null;
        } catch (IOException | RuntimeException e) {
            return file + ": " + e.getMessage();
        }
    }

    private static IpvsMapping.Services services(Deployment deployment) {
        return IpvsMapping.of(
                deployment.tree(), deployment.flavor(), Director.addresses(deployment));
    }

    /// Names of clients are escaped, so that they keep their meaning in the file.
    private static @Nullable String readBack(Path file, IpvsMapping.Services services) {
        if (services.servers().isEmpty()) {
            return null;
        }
        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());
        Configuration configuration = read.configuration();
        boolean same =
                configuration.virtualServers().equals(services.servers())
                        && configuration.virtualServerGroups().equals(services.groups());
        return same ? null : "the configuration made of it reads back differently";
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        Map<String, String> refused = new HashMap<>();
        Undo undo = new Undo();
        Set<String> known = new HashSet<>(kept);
        for (Deployment each : all) {
            known.add(each.id());
            String problem = write(each, undo);
            if (problem != null) {
                refused.put(each.id(), problem);
            }
        }
        try {
            for (String each : fragments.present()) {
                if (!known.contains(each)) {
                    log.info("Removing the file of load balancer {}, which is gone", each);
                    fragments.put(fragments.file(each), null, undo);
                }
            }
        } catch (IOException e) {
            log.error("{}", e.getMessage());
        }
        String problem = director.inForce(undo);
        if (problem != null) {
            log.warn("The daemon has not taken the load balancers yet: {}", problem);
        }
        return refused;
    }

    @Override
    public Map<String, Operating> status(Tree tree) {
        return StatusRollUp.of(tree, member -> verdict(tree, member));
    }

    private Verdict verdict(Tree tree, Element member) {
        Element pool = tree.find(String.valueOf(member.parent()));
        if (pool == null) {
            return Verdict.UNKNOWN;
        }
        Verdict verdict = Verdict.UNKNOWN;
        for (Element listener : tree.listenersOf(pool)) {
            ServerStates.State state = state(listener, member);
            if (state != null) {
                verdict = state.up() ? Verdict.UP : Verdict.DOWN;
            }
        }
        return verdict;
    }

    private ServerStates.@Nullable State state(Element listener, Element member) {
        IpAddress address = IpAddress.parse(member.text("address"));
        String server =
                switch (address.family()) {
                    case INET -> address + ":" + member.number("protocol_port");
                    case INET6 -> "[" + address + "]:" + member.number("protocol_port");
                };
        return director.states().find(IpvsMapping.groupName(listener), server);
    }

    @Override
    public Traffic traffic(Tree tree, Element listener) {
        Element pool = tree.defaultPool(listener);
        Traffic sum = Traffic.NONE;
        for (Element member : pool == null ? List.<Element>of() : tree.members(pool)) {
            ServerStates.State state = state(listener, member);
            sum = state == null ? sum : sum.plus(state.traffic());
        }
        return sum;
    }

    /// Leaves everything in place: the daemon goes on without us.
    @Override
    public void close() {}
}
