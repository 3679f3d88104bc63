package dev.upkeep.lbaas.ipvs;

import dev.upkeep.app.control.Answer;
import dev.upkeep.lbaas.ipvs.VipInstances.Vip;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.service.Deployment;
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

/// The daemon of this director with its files: VIPs of all load balancers, services of some. Shared
/// by the providers; belongs to the thread that applies.
public final class Director {

    private static final Logger log = LoggerFactory.getLogger(Director.class);

    private final Fragments fragments;
    private final @Nullable VipInstances instances;
    private final Networks networks;
    private final DaemonClient daemon;
    private final ServerStates states;
    private final Map<String, List<Vip>> vips = new TreeMap<>();

    /// @param directory that the daemon's configuration includes
    /// @param instanceFile the operator's VRRP instances; null when VIPs are put nowhere
    /// @throws IOException when a file cannot be used
    public Director(
            Path directory, @Nullable Path instanceFile, Networks networks, DaemonClient daemon)
            throws IOException {
        fragments = new Fragments(directory);
        instances = instanceFile == null ? null : new VipInstances(instanceFile);
        this.networks = networks;
        this.daemon = daemon;
        states = new ServerStates(daemon, System::nanoTime);
    }

    /// The state before a change.
    public static final class Undo {

        /// Files; null for none.
        final Map<Path, @Nullable String> files = new HashMap<>();

        /// VIPs; null for none.
        private final Map<String, @Nullable List<Vip>> vips = new HashMap<>();

        /// Adds what another change found.
        void putAll(Undo other) {
            other.files.forEach(files::putIfAbsent);
            other.vips.forEach(vips::putIfAbsent);
        }
    }

    Fragments fragments() {
        return fragments;
    }

    ServerStates states() {
        return states;
    }

    /// All addresses of a load balancer, floating ones last.
    public static List<IpAddress> addresses(Deployment deployment) {
        List<IpAddress> addresses = new ArrayList<>();
        LoadBalancerRules.addresses(deployment.tree())
                .forEach(each -> addresses.add(IpAddress.parse(each)));
        addresses.addAll(deployment.floating());
        return addresses;
    }

    private List<Vip> desired(Deployment deployment) {
        List<Vip> all = new ArrayList<>();
        Element root = deployment.tree().root();
        if (!deployment.present() || !root.enabled()) {
            return all;
        }
        Subnet own = networks.subnet(root.text("vip_subnet_id"));
        for (IpAddress each : addresses(deployment)) {
            Subnet subnet =
                    deployment.floating().contains(each)
                            ? networks.subnets().stream()
                                    .filter(candidate -> candidate.cidr().contains(each))
                                    .findFirst()
                                    .orElse(null)
                            : own;
            all.add(
                    subnet == null
                            ? new Vip(each, null, null)
                            : new Vip(each, subnet.instance(), subnet.device()));
        }
        return all;
    }

    /// Returns why the addresses of a load balancer cannot be put anywhere; null when they can.
    public @Nullable String problem(Deployment deployment) {
        if (instances != null) {
            for (Vip each : desired(deployment)) {
                String problem = instances.problem(each);
                if (problem != null) {
                    return each.address() + ": " + problem;
                }
            }
        }
        return null;
    }

    /// Notes the addresses of a load balancer for the next [#inForce].
    public void place(Deployment deployment) {
        place(deployment, new Undo());
    }

    /// Notes them so that [#takeBack] knows what was there.
    public void place(Deployment deployment, Undo undo) {
        undo.vips.putIfAbsent(deployment.id(), vips.get(deployment.id()));
        List<Vip> desired = desired(deployment);
        if (desired.isEmpty()) {
            vips.remove(deployment.id());
        } else {
            vips.put(deployment.id(), desired);
        }
    }

    /// Writes the VIPs and has the daemon take all files that have changed.
    ///
    /// @param undo the changes so far, to which this adds
    /// @return why it does not; null when the kernel has everything
    public @Nullable String inForce(Undo undo) {
        try {
            if (instances != null) {
                Set<Vip> all = new HashSet<>();
                vips.values().forEach(all::addAll);
                List<Vip> sorted = new ArrayList<>(all);
                sorted.sort((a, b) -> a.address().compareTo(b.address()));
                fragments.put(fragments.instances(), instances.text(sorted), undo);
            }
            if (undo.files.isEmpty()) {
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

    /// Puts back what was there.
    public void takeBack(Undo undo) {
        undo.vips.forEach((id, before) -> {
            if (before == null) {
                vips.remove(id);
            } else {
                vips.put(id, before);
            }
        });
        try {
            fragments.undo(undo);
        } catch (IOException e) {
            log.error("Files of load balancers cannot be put back: {}", e.getMessage());
        }
    }
}
