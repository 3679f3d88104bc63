package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.StaticResources;
import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The interfaces that resources need: while one of them is down or missing, the instances that
/// watch the resource are in FAULT.
public final class TrackedInterfaces {

    private static final String NO_TRACK = "no_track";

    private TrackedInterfaces() {}

    /// Interfaces of an instance's own addresses, routes and rules, without those of `no_track`. An
    /// address on the instance's own interface depends on that as the instance does, also with
    /// `dont_track_primary`; a route or rule that names it needs it, as in keepalived.
    public static Set<String> of(VrrpInstance instance) {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(
                        instance.resources().addresses().stream(),
                        instance.resources().excluded().stream())
                .forEach(address -> add(address, null, names));
        names.remove(instance.link().interfaceName());
        names.remove(instance.link().virtualInterface());
        instance.resources().routes().forEach(route -> add(route, names));
        instance.resources().rules().forEach(rule -> add(rule, names));
        return names;
    }

    /// Interfaces of static resources by the instances that watch them: the members of their
    /// `track_group`.
    public static Map<String, Set<String>> ofStatics(Configuration configuration) {
        StaticResources statics = configuration.statics();
        Map<String, Set<String>> byGroup = new HashMap<>();
        String standard = configuration.global().vrrp().defaultInterface();
        for (VirtualAddress address : statics.addresses()) {
            String group = address.trackGroup();
            if (group != null) {
                add(address, standard, names(byGroup, group));
            }
        }
        for (Route route : statics.routes()) {
            group(route.options()).forEach(group -> add(route, names(byGroup, group)));
        }
        for (RoutingRule rule : statics.rules()) {
            group(rule.options()).forEach(group -> add(rule, names(byGroup, group)));
        }
        Map<String, Set<String>> byInstance = new HashMap<>();
        for (TrackGroup group : statics.trackGroups()) {
            Set<String> names = byGroup.getOrDefault(group.name(), Set.of());
            group.members().forEach(member -> names(byInstance, member).addAll(names));
        }
        return byInstance;
    }

    private static Set<String> names(Map<String, Set<String>> all, String key) {
        return all.computeIfAbsent(key, _ -> new LinkedHashSet<>());
    }

    private static Stream<String> group(List<LineOption> options) {
        return words(options, "track_group");
    }

    private static void add(VirtualAddress address, @Nullable String standard, Set<String> names) {
        String device = address.device() == null ? standard : address.device();
        if (device != null && !address.has(VirtualAddress.Flag.NO_TRACK)) {
            names.add(device);
        }
    }

    private static void add(Route route, Set<String> names) {
        if (route.tracked()) {
            RouteOptions.interfaces(route).forEach(names::add);
        }
    }

    private static void add(RoutingRule rule, Set<String> names) {
        if (isTracked(rule.options())) {
            words(rule.options(), "iif").forEach(names::add);
        }
    }

    private static boolean isTracked(List<LineOption> options) {
        return options.stream().noneMatch(option -> option.keyword().equals(NO_TRACK));
    }

    private static Stream<String> words(List<LineOption> options, String keyword) {
        return options.stream()
                .filter(option -> option.keyword().equals(keyword))
                .map(option -> option.words().getFirst());
    }
}
