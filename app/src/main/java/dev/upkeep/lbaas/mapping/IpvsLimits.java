package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Limits of IPVS. A request for it is refused with 501 before anything is changed.
public final class IpvsLimits {

    private static final String PROVIDER = "ipvs";

    /// Timeouts of a load balancer in the middle, which IPVS is not.
    private static final Map<String, Long> TIMEOUTS =
            Map.of(
                    "timeout_client_data", 50_000L,
                    "timeout_member_connect", 5_000L,
                    "timeout_member_data", 50_000L,
                    "timeout_tcp_inspect", 0L);

    private IpvsLimits() {}

    /// Refuses a load balancer that cannot be mapped.
    ///
    /// @param floating addresses besides its VIPs
    /// @throws ApiFault 501
    public static void require(Tree tree, Flavor flavor, List<IpAddress> floating) {
        IpvsFlavor settings = IpvsFlavor.of(flavor);
        Family family = IpAddress.parse(tree.root().text("vip_address")).family();
        for (Object each : tree.root().list("additional_vips")) {
            String address = String.valueOf(((Map<?, ?>) each).get("ip_address"));
            refuse(
                    IpAddress.parse(address).family() != family,
                    "VIPs of both IP versions on one load balancer");
        }
        refuse(
                !floating.isEmpty() && settings.direct(),
                "floating IPs with a flavor whose members answer clients themselves");
        tree.all(Kind.LISTENER).forEach(each -> listener(tree, each));
        tree.all(Kind.POOL).forEach(each -> pool(tree, each, settings, family));
    }

    private static void refuse(boolean when, String option) {
        if (when) {
            throw ApiFault.unsupported(PROVIDER, option);
        }
    }

    private static void listener(Tree tree, Element listener) {
        String protocol = listener.text("protocol");
        refuse(
                Set.of("TERMINATED_HTTPS", "PROMETHEUS").contains(protocol),
                protocol + " listeners");
        refuse(!listener.map("insert_headers").isEmpty(), "insert_headers");
        refuse(listener.number("connection_limit") != -1, "connection_limit");
        refuse(!listener.list("allowed_cidrs").isEmpty(), "allowed_cidrs");
        refuse(!tree.policies(listener).isEmpty(), "l7policies");
        TIMEOUTS.forEach((name, usual) ->
                refuse(listener.number(name) != usual, name + " other than " + usual));
    }

    private static void pool(Tree tree, Element pool, IpvsFlavor settings, Family family) {
        String protocol = pool.text("protocol");
        refuse(protocol.startsWith("PROXY"), protocol + " pools");
        refuse(pool.flag("tls_enabled"), "TLS to members");
        Object persistence = pool.map("session_persistence").get("type");
        refuse(
                persistence != null && !persistence.equals("SOURCE_IP"),
                "session persistence " + persistence);
        monitor(tree.monitor(pool));
        List<Element> members = tree.members(pool);
        refuse(
                members.stream().filter(each -> each.flag("backup")).count() > 1,
                "more than one backup member");
        for (Element member : members) {
            refuse(
                    IpAddress.parse(member.text("address")).family() != family,
                    "members of another IP version than the VIP");
            for (Element listener :
                    settings.direct() ? tree.listenersOf(pool) : List.<Element>of()) {
                refuse(
                        listener.number("protocol_port") != member.number("protocol_port"),
                        "another port of a member than of the listener, with this flavor");
            }
        }
    }

    private static void monitor(@Nullable Element monitor) {
        if (monitor == null) {
            return;
        }
        String type = monitor.text("type");
        refuse(Set.of("TLS-HELLO", "SCTP").contains(type), "health monitors of type " + type);
        String method = monitor.textOrNull("http_method");
        refuse(method != null && !method.equals("GET"), "http_method " + method);
        refuse(
                monitor.number("delay") == 0 || monitor.number("timeout") == 0,
                "a delay or timeout of 0");
    }
}
