package dev.upkeep.config.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may stand in a block, in the order of the reference page.
public final class BlockSchema {
    private final Map<String, Node> nodes;

    private BlockSchema(Map<String, Node> nodes) {
        this.nodes = nodes;
    }

    /// The schema made of these nodes.
    ///
    /// @throws IllegalArgumentException when a name is given twice
    public static BlockSchema of(Node... nodes) {
        Map<String, Node> byName = LinkedHashMap.newLinkedHashMap(nodes.length);
        for (Node node : nodes) {
            if (byName.put(node.name(), node) != null) {
                throw new IllegalArgumentException("keyword described twice: " + node.name());
            }
        }
        return new BlockSchema(byName);
    }

    /// This schema with further nodes behind.
    public BlockSchema and(Node... more) {
        Node[] all = nodes.values().toArray(new Node[nodes.size() + more.length]);
        System.arraycopy(more, 0, all, nodes.size(), more.length);
        return of(all);
    }

    /// The node of that name, or null.
    public @Nullable Node find(String name) {
        return nodes.get(name);
    }

    /// Every node in the order of description.
    public Collection<Node> nodes() {
        return nodes.values();
    }
}
