package dev.upkeep.lbaas.ipvs;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The VRRP instances of this director, from a file in keepalived's language that the operator
/// writes. Each VIP is added to the `virtual_ipaddress_excluded` of one of them: it comes and goes
/// without a transition and is not part of adverts.
final class VipInstances {

    /// A VIP and where it belongs.
    ///
    /// @param instance null for the only one
    /// @param device null for the instance's
    record Vip(IpAddress address, @Nullable String instance, @Nullable String device) {}

    private final Map<String, VrrpInstance> instances = new LinkedHashMap<>();

    /// @throws IOException when the file cannot be read, has errors, or no instance
    VipInstances(Path file) throws IOException {
        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());
        if (read.worst().compareTo(Severity.ERROR) <= 0) {
            throw new IOException(
                    "director.instances: " + DiagnosticLine.of(read.diagnostics().getFirst()));
        }
        for (VrrpInstance each : read.configuration().vrrpInstances()) {
            instances.put(each.name(), each);
        }
        if (instances.isEmpty()) {
            throw new IOException("director.instances: " + file + " has no vrrp_instance");
        }
    }

    /// Returns why a VIP cannot be put anywhere; null when it can.
    @Nullable String problem(Vip vip) {
        if (vip.instance() == null) {
            return instances.size() == 1
                    ? null
                    : "its subnet names none of the instances " + instances.keySet();
        }
        return instances.containsKey(vip.instance())
                ? null
                : "there is no vrrp_instance " + vip.instance() + " on this director";
    }

    /// The file with all instances and their VIPs.
    String text(Collection<Vip> vips) {
        Map<String, List<VirtualAddress>> added = new LinkedHashMap<>();
        String only = instances.keySet().iterator().next();
        for (Vip each : vips) {
            String name = each.instance() == null ? only : each.instance();
            added.computeIfAbsent(name, _ -> new ArrayList<>()).add(address(each));
        }
        List<VrrpInstance> all = new ArrayList<>();
        instances.forEach(
                (name, instance) -> all.add(with(instance, added.getOrDefault(name, List.of()))));
        return ConfigurationDump.instances(all);
    }

    private static VirtualAddress address(Vip vip) {
        return new VirtualAddress(
                vip.address(),
                vip.address().family() == Family.INET ? 32 : 128,
                null,
                vip.device(),
                0,
                null,
                null,
                null,
                Set.of(),
                null);
    }

    private static VrrpInstance with(VrrpInstance instance, List<VirtualAddress> added) {
        VirtualResources own = instance.resources();
        List<VirtualAddress> excluded = new ArrayList<>(own.excluded());
        Set<IpAddress> present = new HashSet<>();
        own.addresses().forEach(each -> present.add(each.address()));
        excluded.forEach(each -> present.add(each.address()));
        for (VirtualAddress each : added) {
            if (present.add(each.address())) {
                excluded.add(each);
            }
        }
        return instance.with(
                instance.link(),
                new VirtualResources(
                        own.addresses(),
                        excluded,
                        own.routes(),
                        own.rules(),
                        own.guarded(),
                        own.announcements()));
    }
}
