package dev.upkeep.app.dump;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.Script;
import dev.upkeep.net.Family;
import java.util.List;
import java.util.stream.Collectors;

/// Routes, rules and scripts as the dumps write them.
final class ResourceTexts {

    private ResourceTexts() {}

    /// `prepend 10.20.0.0/24 via 10.9.0.2 dev eth0`: the options in the order of the file.
    static String of(Route route) {
        StringBuilder out = new StringBuilder();
        boolean plain = route.type().equals("unicast");
        out.append(plain ? "prepend " : "add " + route.type() + " ");
        if (route.destination() == null) {
            out.append(route.family() == Family.INET6 ? "::/0" : "0.0.0.0/0");
        } else {
            out.append(route.destination()).append('/').append(route.prefixLength());
        }
        out.append(options(route.options()));
        route.nextHops().forEach(hop -> out.append(" nexthop").append(options(hop)));
        return out.toString();
    }

    /// `priority 77 from 10.20.0.0/24 table 100`.
    static String of(RoutingRule rule) {
        return "priority " + rule.preference() + options(rule.options());
    }

    private static String options(List<LineOption> options) {
        StringBuilder out = new StringBuilder();
        for (LineOption option : options) {
            out.append(' ').append(option.keyword());
            option.words().forEach(word -> out.append(' ').append(word));
        }
        return out.toString();
    }

    /// `'/bin/mail' 'a b'`.
    static String of(Script script) {
        return script.arguments().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
    }
}
