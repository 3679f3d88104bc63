package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The context of the rules, besides the tree and the request.
///
/// @param now time of the request, ISO 8601
/// @param ids gives new ids
/// @param taken addresses that VIPs already have
/// @param marks firewall marks that load balancers already have
/// @param providers names of those that are enabled, the default first
/// @param flavors by id
public record RuleContext(
        String now,
        Supplier<String> ids,
        Networks networks,
        Set<IpAddress> taken,
        Set<Integer> marks,
        List<String> providers,
        Map<String, Flavor> flavors,
        Quotas quotas) {

    public RuleContext {
        taken = Set.copyOf(taken);
        marks = Set.copyOf(marks);
        providers = List.copyOf(providers);
        flavors = Map.copyOf(flavors);
    }

    /// Says whether a project may have more of a kind.
    @FunctionalInterface
    public interface Quotas {

        /// Nothing is limited.
        Quotas NONE = (project, kind, more) -> true;

        /// True when so many more are within the quota.
        boolean allow(String project, Kind kind, int more);
    }
}
