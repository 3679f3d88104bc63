package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The firewall mark of each load balancer of the provider [#PROVIDER], given when it is created.
/// It is also the TCP port at which a node says that it serves the load balancer.
public final class FirewallMarks {

    /// The provider whose load balancers have marks.
    public static final String PROVIDER = "layered";

    /// The attribute of a load balancer that holds its mark.
    private static final String ATTRIBUTE = "mark";

    private static final int FIRST = 10_000;

    /// Linux takes ports of its own from 32768 on.
    private static final int LAST = 32_767;

    private FirewallMarks() {}

    /// A new load balancer with a mark that nobody has, where its provider needs one.
    ///
    /// @throws ApiFault 409 when all are taken
    static Element given(Element root, Set<Integer> taken) {
        if (!PROVIDER.equals(root.get("provider"))) {
            return root;
        }
        for (int mark = FIRST; mark <= LAST; mark++) {
            if (!taken.contains(mark)) {
                return root.with(ATTRIBUTE, (long) mark);
            }
        }
        throw ApiFault.of(409, "No more firewall marks for provider '" + PROVIDER + "'.");
    }

    /// The mark of a load balancer; null for none.
    public static @Nullable Integer of(Element root) {
        return root.get(ATTRIBUTE) instanceof Number mark ? mark.intValue() : null;
    }
}
