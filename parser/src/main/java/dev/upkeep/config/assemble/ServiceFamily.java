package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.VirtualServerKeywords.*;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// The address family of a service: its address's, else what `ip_family` or its real servers say. A
/// group may have members of both.
record ServiceFamily(BuildContext build) {

    Family of(BoundBlock block, ServiceAddress address, @Nullable VirtualServerGroup group) {
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
                            DiagnosticCode.VS_FAMILY,
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
            return BuildContext.first(known, said, Family.INET);
        }
        for (BoundBlock server : block.blocks(REAL_SERVER)) {
            Endpoint endpoint = server.header(REAL_SERVER);
            if (endpoint != null) {
                return endpoint.address().family();
            }
        }
        return BuildContext.first(known, null, Family.INET);
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
