package dev.upkeep.config.schema.build;

import static dev.upkeep.config.schema.keyword.VirtualServerKeywords.*;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.read.Severity;
import dev.upkeep.config.schema.Bound;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// The address family of a service: its address's, else what `ip_family` or its real servers say. A
/// group may have members of both.
record ServiceFamily(Build build) {

    Family of(Bound block, ServiceAddress address, @Nullable VirtualServerGroup group) {
        Family said = block.get(IP_FAMILY);
        Family known =
                switch (address) {
                    case ServiceAddress.Address(Endpoint endpoint) -> endpoint.address().family();
                    case ServiceAddress.FirewallMark _ -> null;
                    case ServiceAddress.Group _ -> group == null ? null : of(group);
                };
        if (known != null && said != null && said != known) {
            // keepalived does not compare a group's addresses
            Severity severity = group == null ? Severity.ERROR : Severity.HINT;
            build.findings()
                    .add(
                            severity,
                            "vs.family",
                            block.where(IP_FAMILY),
                            VirtualServerBuilder.label(block)
                                    + ": ip_family is not that of the address",
                            "remove ip_family");
        }
        if (group != null && said != null) {
            return said;
        }
        boolean tunnels = block.get(LB_KIND) instanceof Forwarding.Tunnel;
        if ((known != null || said != null) && (group == null || tunnels)) {
            return Build.first(known, said, Family.INET);
        }
        for (Bound server : block.blocks(REAL_SERVER)) {
            Endpoint endpoint = server.header(REAL_SERVER);
            if (endpoint != null) {
                return endpoint.address().family();
            }
        }
        return Build.first(known, null, Family.INET);
    }

    /// The only family of a group's members; null when there are two, or none is known.
    private static @Nullable Family of(VirtualServerGroup group) {
        Family only = null;
        for (Member member : group.members()) {
            Family family = member.family();
            if (only != null && family != null && only != family) {
                return null;
            }
            only = family == null ? only : family;
        }
        return only;
    }
}
