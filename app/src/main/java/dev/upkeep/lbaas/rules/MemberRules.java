package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.schema.Attribute;
import dev.upkeep.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests about members of a pool.
public final class MemberRules {

    private MemberRules() {}

    /// Adds a member.
    public static Change create(
            Tree tree, RuleContext context, String poolId, Map<String, @Nullable Object> request) {
        Element pool = Edits.find(tree, Kind.POOL, poolId);
        requireSubnet(context, request);
        Edits.requireQuota(context, Edits.project(tree), Kind.MEMBER, 1);
        Edits.requireMutable(tree);
        Element member = add(tree, context, pool, request);
        return new Change(Edits.touchPool(tree, pool).with(member), member.id());
    }

    /// Checks a request against the pool and makes the member of it.
    static Element add(
            Tree tree, RuleContext context, Element pool, Map<String, @Nullable Object> request) {
        for (Element other : tree.members(pool)) {
            if (key(other.values()).equals(key(request))) {
                throw ApiFault.of(
                        409,
                        "Another member on this pool is already using ip "
                                + request.get("address")
                                + " on protocol_port "
                                + request.get("protocol_port"));
            }
        }
        return Edits.created(Kind.MEMBER, pool.id(), Edits.project(tree), context, request);
    }

    private static void requireSubnet(RuleContext context, Map<String, @Nullable Object> request) {
        Object subnet = request.get("subnet_id");
        if (subnet != null && context.networks().subnet(subnet.toString()) == null) {
            throw ApiFault.invalidSubresource("Subnet", subnet.toString());
        }
    }

    /// The fields that identify a member in its pool.
    private record Key(IpAddress address, @Nullable Object port) {}

    private static Key key(Map<String, @Nullable Object> values) {
        return new Key(
                IpAddress.parse(String.valueOf(values.get("address"))),
                values.get("protocol_port"));
    }

    private static Element find(Tree tree, String poolId, String id) {
        Element member = Edits.find(tree, Kind.MEMBER, id);
        if (!poolId.equals(member.parent())) {
            throw ApiFault.notFound(Kind.MEMBER.title(), id);
        }
        return member;
    }

    /// Changes a member.
    public static Change update(
            Tree tree,
            RuleContext context,
            String poolId,
            String id,
            Map<String, @Nullable Object> request) {
        Element member = find(tree, poolId, id);
        Edits.requireMutable(tree);
        Tree touched = Edits.touchPool(tree, Edits.find(tree, Kind.POOL, poolId));
        return new Change(touched.with(Edits.updated(member, context, request)), id);
    }

    /// Removes a member.
    public static Change delete(Tree tree, String poolId, String id) {
        Element member = find(tree, poolId, id);
        Edits.requireMutable(tree);
        Tree touched = Edits.touchPool(tree, Edits.find(tree, Kind.POOL, poolId));
        return new Change(Edits.delete(touched, member), id);
    }

    /// Gives a pool exactly these members, or with `additive` these besides the present ones.
    ///
    /// @param requests checked requests that create; a present member keeps what its request does
    ///   not say
    /// @param said the names that each request really had
    public static Change batch(
            Tree tree,
            RuleContext context,
            String poolId,
            List<Map<String, @Nullable Object>> requests,
            List<Set<String>> said,
            boolean additive) {
        Element pool = Edits.find(tree, Kind.POOL, poolId);
        Edits.requireMutable(tree);
        Map<Key, Element> present = new LinkedHashMap<>();
        tree.members(pool).forEach(each -> present.put(key(each.values()), each));
        Set<Key> kept = new LinkedHashSet<>();
        Tree changed = Edits.touchPool(tree, pool);
        int more = 0;
        for (int i = 0; i < requests.size(); i++) {
            Map<String, @Nullable Object> request = requests.get(i);
            Element member = present.get(key(request));
            kept.add(key(request));
            if (member == null) {
                requireSubnet(context, request);
                changed = changed.with(add(changed, context, pool, request));
                more++;
            } else {
                changed =
                        changed.with(Edits.updated(member, context, changes(request, said.get(i))));
            }
        }
        if (!additive) {
            for (Map.Entry<Key, Element> each : present.entrySet()) {
                if (!kept.contains(each.getKey())) {
                    changed = Edits.delete(changed, each.getValue());
                    more--;
                }
            }
        }
        Edits.requireQuota(context, Edits.project(tree), Kind.MEMBER, more);
        return new Change(changed, poolId);
    }

    private static Map<String, @Nullable Object> changes(
            Map<String, @Nullable Object> request, Set<String> said) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        request.forEach((name, value) -> {
            Attribute attribute = Kind.MEMBER.schema().find(name);
            if (said.contains(name)
                    && attribute != null
                    && attribute.uses().contains(Attribute.Use.UPDATE)) {
                changes.put(name, value);
            }
        });
        return changes;
    }
}
