package dev.upkeep.config.schema.build;

import static dev.upkeep.config.schema.keyword.VirtualServerKeywords.*;

import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.schema.Bound;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// The address family of a service: its address's, else what `ip_family` or its real servers say.
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
            build.error(
                    "vs.family",
                    block.where(IP_FAMILY),
                    VirtualServerBuilder.label(block) + ": ip_family is not that of the address",
                    "remove ip_family");
        }
        if (known != null || said != null) {
            return Build.first(known, said, Family.INET);
        }
        for (Bound server : block.blocks(REAL_SERVER)) {
            Endpoint endpoint = server.header(REAL_SERVER);
            if (endpoint != null) {
                return endpoint.address().family();
            }
        }
        return Family.INET;
    }

    private static @Nullable Family of(VirtualServerGroup group) {
        for (Member member : group.members()) {
            Family family =
                    switch (member) {
                        case Member.AddressRange(var first, _, _) -> first.family();
                        case Member.FirewallMark(_, var given) -> given;
                    };
            if (family != null) {
                return family;
            }
        }
        return null;
    }
}
