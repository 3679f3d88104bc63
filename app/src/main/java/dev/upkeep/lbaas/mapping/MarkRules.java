package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The rules by which a director marks packets of clients for load balancers in two layers. Only
/// what comes by the uplink gets a mark: what another director passes on is for this node's
/// HAProxy, and goes through no IPVS table again.
public final class MarkRules {

    /// Name of the nftables table, and of the chain of iptables.
    public static final String NAME = "upkeep-lbaas";

    private static final String TABLE = "inet " + NAME.replace('-', '_');

    private MarkRules() {}

    /// Packets to a TCP port that get a mark.
    ///
    /// @param mark from 10000 up
    public record Rule(IpAddress address, int port, int mark) {}

    /// The rules of a load balancer that [LayeredLimits] let pass; none while it is off.
    ///
    /// @param addresses its VIPs and floating IPs
    public static List<Rule> of(Tree tree, List<IpAddress> addresses) {
        List<Rule> rules = new ArrayList<>();
        if (LayeredMapping.serves(tree)) {
            for (Element listener : tree.all(Kind.LISTENER)) {
                int port = (int) listener.number("protocol_port");
                if (listener.enabled()) {
                    addresses.forEach(
                            each -> rules.add(new Rule(each, port, LayeredMapping.mark(tree))));
                }
            }
        }
        return rules;
    }

    /// The text for `nft -f -`, which replaces all rules at once.
    public static String nftables(String uplink, Collection<Rule> rules) {
        StringBuilder out = new StringBuilder();
        out.append("add table ").append(TABLE).append('\n');
        out.append("delete table ").append(TABLE).append('\n');
        out.append("table ").append(TABLE).append(" {\n");
        out.append("    chain marks {\n");
        out.append("        type filter hook prerouting priority mangle; policy accept;\n");
        for (Rule each : rules) {
            out.append("        iifname \"")
                    .append(uplink)
                    .append("\" ")
                    .append(each.address().family() == Family.INET ? "ip" : "ip6")
                    .append(" daddr ")
                    .append(each.address())
                    .append(" tcp dport ")
                    .append(each.port())
                    .append(" meta mark set ")
                    .append(each.mark())
                    .append('\n');
        }
        return out.append("    }\n}\n").toString();
    }

    /// The text for `iptables-restore --noflush`, or `ip6tables-restore`: a chain of its own, to be
    /// called from PREROUTING of the table mangle.
    public static String iptables(String uplink, Family family, Collection<Rule> rules) {
        StringBuilder out = new StringBuilder();
        out.append("*mangle\n:").append(NAME).append(" - [0:0]\n");
        for (Rule each : rules) {
            if (each.address().family() == family) {
                out.append("-A ")
                        .append(NAME)
                        .append(" -i ")
                        .append(uplink)
                        .append(" -d ")
                        .append(each.address())
                        .append(" -p tcp --dport ")
                        .append(each.port())
                        .append(" -j MARK --set-mark ")
                        .append(each.mark())
                        .append('\n');
            }
        }
        return out.append("COMMIT\n").toString();
    }
}
