package dev.upkeep.app.reload;

import dev.upkeep.app.reload.ConfiguredItem.Text;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The running parts that a configuration defines: instances, addresses, services, servers, checks.
final class Inventory {
    private final Map<String, ConfiguredItem> items = new LinkedHashMap<>();
    private final Map<Text, Integer> counts = new HashMap<>();

    private Inventory() {}

    static Inventory of(Configuration configuration) {
        Inventory found = new Inventory();
        configuration.statics().addresses().forEach(each -> found.address("static", each));
        configuration.vrrpInstances().forEach(found::instance);
        configuration.virtualServerGroups().forEach(found::group);
        configuration.virtualServers().forEach(found::service);
        return found;
    }

    /// Returns whether a configuration defines no such part: what a whole inventory says, too, for
    /// much more work.
    static boolean none(Configuration configuration) {
        return configuration.statics().addresses().isEmpty()
                && configuration.vrrpInstances().isEmpty()
                && configuration.virtualServers().isEmpty();
    }

    /// The items by name.
    Map<String, ConfiguredItem> items() {
        return items;
    }

    /// Returns how often something is written like that.
    int count(Text text) {
        return counts.getOrDefault(text, 0);
    }

    private void add(String name, Text text) {
        items.put(name, new ConfiguredItem(name, text));
        counts.merge(text, 1, Integer::sum);
    }

    private void instance(VrrpInstance instance) {
        String name = "vrrp_instance " + instance.name();
        add(name, Text.at(1, instance.name()));
        instance.resources().addresses().forEach(each -> address(name, each));
        instance.resources().excluded().forEach(each -> address(name, each));
        if (instance.transport() instanceof VrrpTransport.Unicast unicast) {
            for (VrrpTransport.Peer peer : unicast.peers()) {
                counts.merge(Text.at(0, peer.address().toString()), 1, Integer::sum);
            }
        }
    }

    private void address(String owner, VirtualAddress address) {
        String text = address.address().toString();
        add("address " + text + " of " + owner, Text.at(0, text));
    }

    private void group(VirtualServerGroup group) {
        for (Member member : group.members()) {
            if (member instanceof Member.AddressRange range) {
                counts.merge(Text.at(0, range.first().toString()), 1, Integer::sum);
            }
        }
    }

    private void service(VirtualServer service) {
        String name = "virtual_server " + nameOf(service);
        add(name, textOf(service.address()));
        for (RealServer server : service.realServers()) {
            server(name, server);
        }
        SorryServer sorry = service.sorryServer();
        if (sorry != null) {
            add("sorry_server " + sorry.endpoint() + " of " + name, textOf(sorry.endpoint()));
        }
    }

    private void server(String service, RealServer server) {
        String name = "real_server " + server.endpoint() + " of " + service;
        add(name, textOf(server.endpoint()));
        int number = 0;
        for (Checker check : server.checkers()) {
            if (runs(check)) {
                String kind = keyword(check);
                add("check " + ++number + " (" + kind + ") of " + name, Text.at(0, kind));
            }
        }
    }

    private static boolean runs(Checker check) {
        return !(check instanceof Checker.Misc misc
                && misc.script().program() instanceof ScriptProgram.Unavailable);
    }

    private static String nameOf(VirtualServer service) {
        return switch (service.address()) {
            case ServiceAddress.Address(Endpoint endpoint) ->
                    endpoint + "/" + service.protocol().name().toLowerCase(Locale.ROOT);
            case ServiceAddress.FirewallMark(int mark) ->
                    "fwmark " + Integer.toUnsignedString(mark) + family(service);
            case ServiceAddress.Group(String group) -> "group " + group + family(service);
        };
    }

    private static String family(VirtualServer service) {
        return service.family() == Family.INET ? " (IPv4)" : " (IPv6)";
    }

    private static Text textOf(ServiceAddress address) {
        return switch (address) {
            case ServiceAddress.Address(Endpoint endpoint) -> textOf(endpoint);
            case ServiceAddress.FirewallMark(int mark) ->
                    Text.at(1, "fwmark", Integer.toUnsignedString(mark));
            case ServiceAddress.Group(String group) -> Text.at(1, "group", group);
        };
    }

    private static Text textOf(Endpoint endpoint) {
        String address = endpoint.address().toString();
        return endpoint.port() == 0
                ? Text.at(1, address)
                : Text.at(1, address, Integer.toString(endpoint.port()));
    }

    private static String keyword(Checker check) {
        return switch (check) {
            case Checker.Tcp _ -> "TCP_CHECK";
            case Checker.Http http -> http.tls() ? "SSL_GET" : "HTTP_GET";
            case Checker.Smtp _ -> "SMTP_CHECK";
            case Checker.Dns _ -> "DNS_CHECK";
            case Checker.Misc _ -> "MISC_CHECK";
            case Checker.Udp _ -> "UDP_CHECK";
            case Checker.Ping _ -> "PING_CHECK";
            case Checker.FileWeight _ -> "FILE_CHECK";
            case Checker.Bfd _ -> "BFD_CHECK";
        };
    }
}
