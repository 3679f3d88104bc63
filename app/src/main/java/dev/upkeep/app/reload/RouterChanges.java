package dev.upkeep.app.reload;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shows what a reload changes of VRRP: instances that come, go and change, and their addresses.
public final class RouterChanges {

    private RouterChanges() {}

    /// One line each: `+` comes, `-` goes, `~` changes.
    public static List<String> between(Configuration before, Configuration after) {
        List<String> lines = new ArrayList<>();
        Map<String, VrrpInstance> old = byName(before);
        Map<String, VrrpInstance> now = byName(after);
        old.forEach((name, instance) -> {
            if (!now.containsKey(name)) {
                lines.add("- vrrp_instance " + name);
            }
        });
        now.forEach((name, instance) -> {
            VrrpInstance was = old.get(name);
            if (was == null) {
                lines.add("+ vrrp_instance " + name);
            } else if (!was.equals(instance)) {
                lines.add("~ vrrp_instance " + name + detail(was, instance));
            }
        });
        return lines;
    }

    private static String detail(VrrpInstance was, VrrpInstance now) {
        StringBuilder text = new StringBuilder();
        if (was.election().priority() != now.election().priority()) {
            text.append(", priority ")
                    .append(was.election().priority())
                    .append(" -> ")
                    .append(now.election().priority());
        }
        Set<String> before = addresses(was);
        Set<String> after = addresses(now);
        after.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> text.append(", + address ").append(each));
        before.stream()
                .filter(each -> !after.contains(each))
                .forEach(each -> text.append(", - address ").append(each));
        return text.toString();
    }

    private static Set<String> addresses(VrrpInstance instance) {
        Set<String> all = new LinkedHashSet<>();
        for (List<VirtualAddress> some :
                List.of(instance.resources().addresses(), instance.resources().excluded())) {
            some.forEach(each -> all.add(each.address() + "/" + each.prefixLength()));
        }
        return all;
    }

    private static Map<String, VrrpInstance> byName(Configuration configuration) {
        Map<String, VrrpInstance> all = new LinkedHashMap<>();
        configuration.vrrpInstances().forEach(each -> all.put(each.name(), each));
        return all;
    }
}
