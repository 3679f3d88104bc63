package dev.upkeep.config.assemble;

import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Family;
import java.util.HashSet;
import java.util.Set;

/// Checks that two services do not have the same address.
final class ServiceChecks {
    private final BuildContext build;
    private final Set<Key> services = new HashSet<>();

    private record Key(ServiceAddress address, Family family, Protocol protocol) {}

    ServiceChecks(BuildContext build) {
        this.build = build;
    }

    /// Returns true when the service is the first of its address; a second one is reported. Several
    /// services may use one group.
    boolean add(VirtualServer service, BoundBlock block) {
        Key key = new Key(service.address(), service.family(), service.protocol());
        if (service.address() instanceof ServiceAddress.Group || services.add(key)) {
            return true;
        }
        build.error(
                DiagnosticCode.VS_TWICE,
                block.where(),
                VirtualServerBuilder.label(block) + " is defined twice; this one is dropped",
                "put all real servers into one block");
        return false;
    }
}
