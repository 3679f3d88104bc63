package dev.upkeep.config.keyword;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.KeywordInfo;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The whole schema, from the root of a file down.
public final class Schema {
    /// The file itself, seen as a block.
    public static final Section<Boolean, Configuration> ROOT =
            Section.of("", RootKeywords.BLOCK, KeywordInfo.help("The configuration file."));

    private Schema() {}

    /// A node with the names that lead to it, joined by `/`.
    public record Path(String path, Node node) {}

    /// Every node of the schema, parents before children, in the order of the reference page.
    public static List<Path> paths() {
        List<Path> all = new ArrayList<>();
        collect("", ROOT.body(), all);
        return all;
    }

    private static void collect(String prefix, BlockSchema<?> block, List<Path> into) {
        for (Node node : block.nodes()) {
            into.add(new Path(prefix + node.name(), node));
            if (node instanceof Section<?, ?> section) {
                collect(prefix + node.name() + "/", section.body(), into);
            }
        }
    }

    /// Returns the path of the first block that knows `keyword`, nearest to the root; null when
    /// none does.
    public static @Nullable String blockOf(String keyword) {
        return BlockNames.ALL.get(keyword);
    }

    /// Every keyword with the block it belongs in; made when somebody first asks.
    private static final class BlockNames {
        private static final Map<String, String> ALL = names();

        private static Map<String, String> names() {
            Map<String, String> names = new HashMap<>();
            Deque<Path> open = new ArrayDeque<>();
            open.add(new Path("", ROOT));
            while (!open.isEmpty()) {
                Path path = open.remove();
                if (path.node() instanceof Section<?, ?> section) {
                    String block = path.path().isEmpty() ? "the top level" : path.path();
                    String prefix = path.path().isEmpty() ? "" : path.path() + "/";
                    for (Node node : section.body().nodes()) {
                        names.putIfAbsent(node.name(), block);
                        open.add(new Path(prefix + node.name(), node));
                    }
                }
            }
            return names;
        }
    }
}
