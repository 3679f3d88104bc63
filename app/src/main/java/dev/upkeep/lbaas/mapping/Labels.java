package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.net.PrintableText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of clients as `snmp_name`, by which the daemon's status shows what it serves.
final class Labels {

    private Labels() {}

    /// The name of a load balancer and of a listener, or what stands for it where it has none.
    static String of(Element loadBalancer, Element listener) {
        return orElse(loadBalancer, loadBalancer.id())
                + " / "
                + orElse(
                        listener,
                        listener.text("protocol") + " " + listener.number("protocol_port"));
    }

    /// The name of a member; null for none.
    static @Nullable String of(Element member) {
        String name = orElse(member, "");
        return name.isEmpty() ? null : name;
    }

    private static String orElse(Element element, String otherwise) {
        Object name = element.get("name");
        return name == null || name.toString().isBlank() ? otherwise : safe(name.toString());
    }

    /// One word in double quotes that means itself: control characters are visible, and a double
    /// quote, which a configuration cannot hold, is a single one.
    private static String safe(String name) {
        String encoded = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return PrintableText.of(encoded).replace('"', '\'');
    }
}
