package dev.upkeep.app.dump;

import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `keepalived_check.data`: virtual servers with their real servers, in keepalived's words.
final class ServiceDataText {

    private final StringBuilder out = new StringBuilder();
    private final Map<ServiceName, Map<ServerName, ServerStatus>> known = new HashMap<>();
    private final Map<String, Integer> groupsSeen = new HashMap<>();

    private ServiceDataText(List<ServerStatus> servers) {
        for (ServerStatus server : servers) {
            known.computeIfAbsent(server.service(), _ -> new HashMap<>())
                    .put(server.server(), server);
        }
    }

    static String of(Configuration configuration, List<ServerStatus> servers) {
        ServiceDataText text = new ServiceDataText(servers);
        text.out.append(GlobalDataText.of(configuration));
        text.out.append("------< LVS Topology >------\n");
        configuration.virtualServers().forEach(text::service);
        return text.out.toString();
    }

    private void line(String name, Object value) {
        out.append("   ").append(name).append(" = ").append(value).append('\n');
    }

    private void service(VirtualServer service) {
        Map<ServerName, ServerStatus> servers = known.getOrDefault(name(service), Map.of());
        out.append(" ------< Virtual server >------\n ").append(title(service)).append('\n');
        if (service.virtualHost() != null) {
            line("VirtualHost", service.virtualHost());
        }
        line("Address family", service.family() == Family.INET6 ? "inet6" : "inet");
        line("lvs_sched", service.scheduling().scheduler());
        line("One packet scheduling", service.scheduling().onePacket() ? "enabled" : "disabled");
        if (service.persistence() != null) {
            line("persistence timeout", service.persistence().timeout().toSeconds());
        }
        line("protocol", service.protocol());
        flag("alpha", service.policy().alpha());
        flag("omega", service.policy().omega());
        flag("Inhibit on failure", service.policy().inhibitOnFailure());
        out.append("   quorum = ").append(service.quorum().quorum());
        out.append(", hysteresis = ").append(service.quorum().hysteresis()).append('\n');
        line("Using smtp notification", service.policy().smtpAlert() ? "yes" : "no");
        line("default forwarding method", method(service.forwarding()));
        SorryServer sorry = service.sorryServer();
        if (sorry != null) {
            line("sorry server", "[" + sorry.endpoint().address() + "]:" + sorry.endpoint().port());
        }
        boolean alive = servers.values().stream().anyMatch(ServerStatus::up);
        line("alive", alive ? 1 : 0);
        service.realServers()
                .forEach(server -> server(server, servers.get(ServerName.of(server.endpoint()))));
    }

    private void server(RealServer server, @Nullable ServerStatus status) {
        Endpoint endpoint = server.endpoint();
        int effective =
                status == null || status.effectiveWeight() == null ? 0 : status.effectiveWeight();
        out.append("   ------< Real server >------\n");
        out.append("   RIP = ").append(endpoint.address()).append(", RPORT = ");
        out.append(endpoint.port()).append(", WEIGHT = ").append(server.weight());
        out.append(" EFF WEIGHT = ").append(effective).append('\n');
        line("forwarding method", method(server.forwarding()));
        flag("Alpha", server.alpha());
        out.append("   connection limit range = ").append(server.limits().lowerThreshold());
        out.append(" -> ").append(server.limits().upperThreshold()).append('\n');
        flag("Inhibit on failure", server.inhibitOnFailure());
        script("RS up notify script", server.notifications().notifyUp());
        script("RS down notify script", server.notifications().notifyDown());
        line("Using smtp notification", server.notifications().smtpAlert() ? "yes" : "no");
        line("initial weight", server.weight());
        line("effective weight", effective);
        line("alive", status != null && status.up() ? 1 : 0);
        line("RS set", status != null && status.effectiveWeight() != null ? 1 : 0);
    }

    private void flag(String name, boolean on) {
        out.append("   ").append(name).append(" is ").append(on ? "ON" : "OFF").append('\n');
    }

    private void script(String name, @Nullable Script script) {
        if (script != null) {
            line("  " + name, ResourceTexts.of(script));
        }
    }

    private static String method(Forwarding forwarding) {
        return switch (forwarding) {
            case Forwarding.Nat _ -> "NAT";
            case Forwarding.DirectRouting _ -> "DR";
            case Forwarding.Tunnel _ -> "TUN";
            case Forwarding.FullNat _ -> "FNAT";
        };
    }

    private static String title(VirtualServer service) {
        return switch (service.address()) {
            case ServiceAddress.Address(Endpoint endpoint) ->
                    "VS VIP = " + endpoint.address() + ", VPORT = " + endpoint.port();
            case ServiceAddress.FirewallMark(int mark) ->
                    "VS FWMARK = " + Integer.toUnsignedString(mark);
            case ServiceAddress.Group(String name) -> "VS GROUP = " + name;
        };
    }

    /// The name that the checks know it by.
    private ServiceName name(VirtualServer service) {
        int index =
                service.address() instanceof ServiceAddress.Group(String group)
                        ? groupsSeen.merge(group, 1, Integer::sum) - 1
                        : 0;
        return ServiceName.of(service, index);
    }
}
