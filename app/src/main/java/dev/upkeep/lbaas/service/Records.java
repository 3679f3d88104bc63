package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.RuleContext;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.store.ConflictException;
import dev.upkeep.lbaas.store.StoreException;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Quotas, flavors and floating IPs: small records beside the load balancers. Any thread.
public final class Records {

    /// Kind of quotas, by project.
    public static final String QUOTA = "quota";

    /// Kind of flavors.
    public static final String FLAVOR = "flavor";

    /// Kind of flavor profiles.
    public static final String FLAVOR_PROFILE = "flavorprofile";

    /// Kind of floating IPs.
    public static final String FLOATING_IP = "floatingip";

    private final Catalog catalog;
    private final ReentrantLock lock;

    private final Claims claims;

    Records(Catalog catalog, ReentrantLock lock, Claims claims) {
        this.catalog = catalog;
        this.lock = lock;
        this.claims = claims;
    }

    /// A record.
    public @Nullable Map<String, @Nullable Object> find(String kind, String id) {
        return catalog.record(kind, id);
    }

    /// All of a kind.
    public List<Map<String, @Nullable Object>> all(String kind) {
        return catalog.records(kind);
    }

    private interface Write {
        void run() throws StoreException;
    }

    private void write(Write write) {
        lock.lock();
        try {
            write.run();
        } catch (ConflictException e) {
            throw ApiFault.of(409, e.getMessage() + "");
        } catch (StoreException e) {
            throw ApiFault.of(503, "The store cannot be written: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /// Writes a record.
    public void put(String kind, String id, Map<String, @Nullable Object> data) {
        write(() -> catalog.putRecord(kind, id, data));
    }

    /// Writes a new floating IP, whose address nobody else has.
    ///
    /// @param choice makes it from what is taken so far; called again when another director takes
    ///   addresses at the same moment
    public Map<String, @Nullable Object> createFloatingIp(
            Supplier<Map<String, @Nullable Object>> choice) {
        return claims.take(
                choice,
                row -> catalog.claimRecord(FLOATING_IP, String.valueOf(row.get("id")), row));
    }

    /// Removes a record; nothing happens when there is none.
    public void remove(String kind, String id) {
        write(() -> catalog.removeRecord(kind, id));
    }

    /// All flavors with their profiles, by id.
    Map<String, Flavor> flavors() {
        Map<String, Flavor> flavors = new HashMap<>();
        for (Map<String, @Nullable Object> each : all(FLAVOR)) {
            Map<String, @Nullable Object> profile =
                    find(FLAVOR_PROFILE, String.valueOf(each.get("flavor_profile_id")));
            if (profile != null) {
                String id = String.valueOf(each.get("id"));
                flavors.put(
                        id,
                        new Flavor(
                                id,
                                String.valueOf(each.get("name")),
                                !Boolean.FALSE.equals(each.get("enabled")),
                                String.valueOf(profile.get("provider_name")),
                                settings(profile)));
            }
        }
        return flavors;
    }

    private static Map<String, @Nullable Object> settings(Map<String, @Nullable Object> profile) {
        try {
            return Json.object(String.valueOf(profile.get("flavor_data")));
        } catch (IOException e) {
            throw new IllegalStateException("checked when it was created", e);
        }
    }

    /// The quotas of a project; -1 means no limit.
    public Map<String, @Nullable Object> quotaOf(String project) {
        Map<String, @Nullable Object> quota = new LinkedHashMap<>();
        Map<String, @Nullable Object> said = find(QUOTA, project);
        for (String name :
                List.of(
                        "load_balancer",
                        "listener",
                        "member",
                        "pool",
                        "health_monitor",
                        "l7policy",
                        "l7rule")) {
            Object limit = said == null ? null : said.get(name);
            quota.put(name, limit == null ? Long.valueOf(-1) : limit);
        }
        return quota;
    }

    RuleContext.Quotas quotas(Supplier<Collection<Tree>> trees) {
        return (project, kind, more) -> {
            Object limit = quotaOf(project).get(kind.quota());
            if (!(limit instanceof Number number) || number.longValue() < 0) {
                return true;
            }
            return count(trees.get(), project, kind) + more <= number.longValue();
        };
    }

    private static long count(Collection<Tree> trees, String project, Kind kind) {
        return trees.stream()
                .filter(tree -> project.equals(tree.root().get("project_id")))
                .flatMap(tree -> tree.elements().stream())
                .filter(each -> each.kind() == kind)
                .count();
    }

    /// The floating IPs that lead to a port.
    List<IpAddress> floatingTo(@Nullable String portId) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Map<String, @Nullable Object> each : all(FLOATING_IP)) {
            if (portId != null && portId.equals(each.get("port_id"))) {
                addresses.add(IpAddress.parse(String.valueOf(each.get("floating_ip_address"))));
            }
        }
        addresses.sort(null);
        return addresses;
    }

    /// All floating IPs.
    public Set<IpAddress> floatingAddresses() {
        Set<IpAddress> addresses = new HashSet<>();
        for (Map<String, @Nullable Object> each : all(FLOATING_IP)) {
            addresses.add(IpAddress.parse(String.valueOf(each.get("floating_ip_address"))));
        }
        return addresses;
    }
}
