package dev.upkeep.lbaas.ipvs;

import dev.upkeep.app.control.Answer;
import dev.upkeep.config.ConfigurationReader;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.lbaas.ipvs.VipInstances.Vip;
import dev.upkeep.lbaas.mapping.IpvsFlavor;
import dev.upkeep.lbaas.mapping.IpvsLimits;
import dev.upkeep.lbaas.mapping.IpvsMapping;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Load balancers in the kernel: a file for each, read back and compared before it counts, and one
/// reload of the daemon for all that change together. When the daemon refuses, the old files come
/// back, and each change is tried alone.
public final class IpvsProvider implements Provider {

    private static final Logger log = LoggerFactory.getLogger(IpvsProvider.class);

    private final Fragments fragments;
    private final @Nullable VipInstances instances;
    private final Networks networks;
    private final DaemonClient daemon;
    private final ServerStates states;

    /// VIPs of all load balancers, by load balancer. Belongs to the thread that applies.
    private final Map<String, List<Vip>> vips = new TreeMap<>();

    /// @param directory that the daemon's configuration includes
    /// @param instanceFile the operator's VRRP instances; null when VIPs are put nowhere
    /// @throws IOException when a file cannot be used
    public IpvsProvider(
            Path directory, @Nullable Path instanceFile, Networks networks, DaemonClient daemon)
            throws IOException {
        fragments = new Fragments(directory);
        instances = instanceFile == null ? null : new VipInstances(instanceFile);
        this.networks = networks;
        this.daemon = daemon;
        states = new ServerStates(daemon, System::nanoTime);
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
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        Fragments.Undo undo = new Fragments.Undo();
        Map<String, List<Vip>> vipsBefore = new TreeMap<>(vips);
        List<Deployment> written = new ArrayList<>();
        for (Deployment each : all) {
            String problem = write(each, undo);
            if (problem == null) {
                written.add(each);
            } else {
                refused.put(each.id(), problem);
            }
        }
        String problem = written.isEmpty() ? null : inForce(undo);
        if (problem != null) {
            takeBack(undo, vipsBefore);
            if (written.size() == 1) {
                refused.put(written.getFirst().id(), problem);
            } else {
                written.forEach(each -> refused.putAll(apply(List.of(each))));
            }
        }
        return refused;
    }

    /// Writes the file of one load balancer.
    ///
    /// @return why it cannot be in force; its old file is there then
    private @Nullable String write(Deployment deployment, Fragments.Undo undo) {
        Fragments.Undo own = new Fragments.Undo();
        Path file = fragments.file(deployment.id());
        try {
            List<Vip> wanted = deployment.present() ? vips(deployment) : List.of();
            String problem = problem(wanted);
            if (problem != null) {
                return problem;
            }
            if (deployment.present()) {
                check(deployment);
                IpvsMapping.Services services = services(deployment);
                String text = ConfigurationDump.services(services.groups(), services.servers());
                fragments.put(file, text, own);
                problem = readBack(file, services);
            } else {
                fragments.put(file, null, own);
            }
            if (problem != null) {
                fragments.undo(own);
                return problem;
            }
            undo.putAll(own);
            vips.put(deployment.id(), wanted);
            return null;
        } catch (IOException | RuntimeException e) {
            return file + ": " + e.getMessage();
        }
    }

    private @Nullable String problem(List<Vip> wanted) {
        if (instances != null) {
            for (Vip each : wanted) {
                String problem = instances.problem(each);
                if (problem != null) {
                    return each.address() + ": " + problem;
                }
            }
        }
        return null;
    }

    private IpvsMapping.Services services(Deployment deployment) {
        List<IpAddress> addresses =
                new ArrayList<>(
                        LoadBalancerRules.addresses(deployment.tree()).stream()
                                .map(IpAddress::parse)
                                .toList());
        addresses.addAll(deployment.floating());
        return IpvsMapping.of(deployment.tree(), deployment.flavor(), addresses);
    }

    /// What clients wrote must mean in the file what it meant to them.
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

    private List<Vip> vips(Deployment deployment) {
        List<Vip> all = new ArrayList<>();
        Element root = deployment.tree().root();
        if (!root.enabled()) {
            return all;
        }
        Subnet subnet = networks.subnet(root.text("vip_subnet_id"));
        for (String each : LoadBalancerRules.addresses(deployment.tree())) {
            all.add(vip(IpAddress.parse(each), subnet));
        }
        for (IpAddress each : deployment.floating()) {
            Subnet external =
                    networks.subnets().stream()
                            .filter(candidate -> candidate.cidr().contains(each))
                            .findFirst()
                            .orElse(null);
            all.add(vip(each, external));
        }
        return all;
    }

    private static Vip vip(IpAddress address, @Nullable Subnet subnet) {
        return subnet == null
                ? new Vip(address, null, null)
                : new Vip(address, subnet.instance(), subnet.device());
    }

    /// Has the daemon take the files.
    ///
    /// @return why it does not
    private @Nullable String inForce(Fragments.Undo undo) {
        try {
            if (instances != null) {
                Set<Vip> all = new HashSet<>();
                vips.values().forEach(all::addAll);
                List<Vip> sorted = new ArrayList<>(all);
                sorted.sort((a, b) -> a.address().compareTo(b.address()));
                fragments.put(fragments.instances(), instances.text(sorted), undo);
            }
            if (undo.isEmpty()) {
                return null;
            }
            Answer answer = daemon.reload();
            states.forget();
            return answer.error() == null
                    ? null
                    : answer.error() + " " + String.join("; ", answer.lines());
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void takeBack(Fragments.Undo undo, Map<String, List<Vip>> vipsBefore) {
        vips.clear();
        vips.putAll(vipsBefore);
        try {
            fragments.undo(undo);
        } catch (IOException e) {
            log.error("Files of load balancers cannot be put back: {}", e.getMessage());
        }
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        Map<String, String> refused = new HashMap<>();
        Fragments.Undo undo = new Fragments.Undo();
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
        String problem = inForce(undo);
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
        return states.find(IpvsMapping.groupName(listener), server);
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

    /// What is in place stays: the daemon goes on without us.
    @Override
    public void close() {}
}
