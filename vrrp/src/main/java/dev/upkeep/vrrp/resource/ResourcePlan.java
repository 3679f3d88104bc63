package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Shows the changes of addresses, routes and rules that a start or a reload would make, as lines
/// of a diff: `+` adds, `-` deletes; what changes its form is deleted and added. The changes are
/// those of a [ResourceTable], as in the daemon. Pure.
public final class ResourcePlan {

    private ResourcePlan() {}

    /// Describes what a configuration has in place, by the name of the owner: what is static, and
    /// the resources of those instances that are master. Interfaces have their names already, also
    /// virtual ones.
    ///
    /// @param resources empty name for what is static
    /// @param optional what stays as it is: addresses that depend on a quorum
    public record Held(Map<String, List<ResourceSpec>> resources, List<ResourceSpec> optional) {

        /// The state without a configuration.
        public static final Held NOTHING = new Held(Map.of(), List.of());

        /// Returns what a daemon with this configuration holds.
        public static Held of(Configuration configuration, Predicate<VrrpInstance> master) {
            Map<String, List<ResourceSpec>> resources = new LinkedHashMap<>();
            resources.put("", StaticSpecs.of(configuration));
            configuration.vrrpInstances().stream()
                    .filter(master)
                    .forEach(each -> resources.put(each.name(), InstanceResources.of(each)));
            return new Held(resources, List.copyOf(StaticSpecs.whileQuorum(configuration)));
        }
    }

    /// The owner of resources in a plan.
    private record Owner(String name) implements ResourceOwner {
        @Override
        public String label() {
            return name;
        }

        @Override
        public boolean guarded() {
            return true;
        }

        @Override
        public void lost(Resource resource, String text) {}
    }

    /// Returns the lines of a plan.
    ///
    /// @param present what the kernel has
    /// @param ours what an earlier run left, and is not known to be in place by `before`
    /// @param before what the running daemon has in place, nothing without one
    /// @param after what is in place afterwards
    public static List<String> of(
            PresentResources present, List<Resource> ours, Held before, Held after) {
        ResourceTable table = new ResourceTable();
        Map<String, ResourceOwner> owners = new LinkedHashMap<>();
        Stream.concat(before.resources().keySet().stream(), after.resources().keySet().stream())
                .forEach(name -> owners.computeIfAbsent(name, Owner::new));
        Predicate<Resource> known = each -> each instanceof Resource.Filter || present.has(each);
        owners.values().forEach(owner -> hold(table, owner, before, present, known));
        owners.values().forEach(owner -> hold(table, owner, after, present, present::has));
        List<Resource.Key> optional =
                resolve(after.optional(), present).map(Resource::key).toList();
        ours.reversed().stream()
                .filter(present::has)
                .filter(resource -> !optional.contains(resource.key()))
                .forEach(table::adopt);
        List<String> added = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (Change change : table.take(Integer.MAX_VALUE)) {
            String text = ResourceText.of(change.resource(), present.network());
            switch (change) {
                case Change.Add _, Change.Restore _ ->
                        added.add("+ add " + text + owner(table, change.resource()));
                case Change.Remove _ -> deleted.add("- delete " + text);
            }
        }
        added.addAll(deleted);
        return added;
    }

    private static void hold(
            ResourceTable table,
            ResourceOwner owner,
            Held state,
            PresentResources present,
            Predicate<Resource> inPlace) {
        var specs = state.resources().getOrDefault(owner.label(), List.of());
        List<Resource> resources = resolve(specs, present).toList();
        table.hold(owner, resources);
        resources.stream().filter(inPlace).forEach(table::adopt);
    }

    private static String owner(ResourceTable table, Resource resource) {
        String name = table.owners(resource.key()).getFirst().label();
        return name.isEmpty() ? "" : " for " + name;
    }

    /// Resolves interfaces; what names a missing one is not set, as in the daemon.
    private static Stream<Resource> resolve(List<ResourceSpec> specs, PresentResources present) {
        return specs.stream().flatMap(spec -> spec.resources(present.network()).stream());
    }
}
