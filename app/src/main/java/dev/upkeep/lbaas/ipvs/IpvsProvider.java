package dev.upkeep.lbaas.ipvs;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Load balancers in the kernel.
public final class IpvsProvider implements Provider {

    private final Director director;
    private final ServiceFiles files;

    /// A provider on this director.
    public IpvsProvider(Director director) {
        this.director = director;
        files = new ServiceFiles(director, "lb-", IpvsProvider::services);
    }

    /// Only what is within the limits now: a flavor may have changed since the request.
    private static IpvsMapping.Services services(Deployment deployment) {
        IpvsLimits.require(deployment.tree(), deployment.flavor(), deployment.floating());
        return IpvsMapping.of(
                deployment.tree(), deployment.flavor(), Director.addresses(deployment));
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
        return files.apply(all);
    }

    @Override
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        return files.synchronize(all, kept);
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
