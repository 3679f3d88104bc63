package dev.upkeep.config.schema;

import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block whose words have become values: keyword to value, in the order of the file.
///
/// Compact on purpose, a large file has a hundred thousand of them: three parallel slots per entry,
/// found by walking.
public final class BoundBlock {
    private final Node node;
    private final SourceLocation where;
    private final @Nullable Object header;
    private final ArrayList<Object> slots = new ArrayList<>(6);
    private @Nullable List<Node> refused;

    public BoundBlock(Node node, SourceLocation where, @Nullable Object header) {
        this.node = node;
        this.where = where;
        this.header = header;
    }

    /// Returns a block that nobody wrote: every keyword is absent.
    public static BoundBlock empty(Node node, SourceLocation where) {
        return new BoundBlock(node, where, null);
    }

    public void add(Node entry, Object value, SourceLocation place) {
        slots.add(entry);
        slots.add(value);
        slots.add(place);
    }

    /// Remembers that a keyword was written, or probably meant, and reported as unusable.
    public void refuse(Node keyword) {
        if (refused == null) {
            refused = new ArrayList<>(1);
        }
        refused.add(keyword);
    }

    public boolean contains(Node entry) {
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == entry) {
                return true;
            }
        }
        return false;
    }

    /// Appends the entries of another block of the same kind.
    public void addAll(BoundBlock other) {
        slots.addAll(other.slots);
        if (other.refused != null) {
            other.refused.forEach(this::refuse);
        }
    }

    /// Returns the node that describes this block.
    public Node node() {
        return node;
    }

    /// The later uses of keywords of which the first counts. Within one block they are reported as
    /// they are read; this finds those of several blocks put together.
    public List<Located<Node>> repeated() {
        List<Located<Node>> found = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) instanceof Keyword<?> keyword
                    && keyword.info().repeats() == KeywordInfo.Repeats.FIRST
                    && !seen.add(keyword)) {
                found.add(new Located<>(keyword, (SourceLocation) slots.get(i + 2)));
            }
        }
        return found;
    }

    /// Returns the keyword that opened the block.
    public SourceLocation where() {
        return where;
    }

    /// Returns the words before the brace; null when they were unusable.
    @SuppressWarnings("unchecked") // the section's own type made the value
    public <H> @Nullable H header(Section<H, ?> section) {
        return section == node ? (H) header : null;
    }

    /// Returns true when the keyword was written with a usable value.
    public boolean has(Node keyword) {
        return last(keyword) >= 0;
    }

    /// Returns true when somebody tried to write the keyword: that it is missing needs no report of
    /// its own, as there is one about what was written.
    public boolean tried(Node keyword) {
        return has(keyword) || refused(keyword);
    }

    /// Returns true when a use of the keyword, or a line of the block, was reported as unusable.
    public boolean refused(Node keyword) {
        return refused != null && refused.contains(keyword);
    }

    /// Returns the value that counts, or null when the keyword is absent.
    @SuppressWarnings("unchecked") // the keyword's own type made the value
    public <T> @Nullable T get(Keyword<T> keyword) {
        int at =
                keyword.info().repeats() == KeywordInfo.Repeats.FIRST
                        ? first(keyword)
                        : last(keyword);
        return at < 0 ? null : (T) slots.get(at + 1);
    }

    /// Returns the value that counts, or `otherwise` when the keyword is absent.
    public <T> T get(Keyword<T> keyword, T otherwise) {
        T value = get(keyword);
        return value == null ? otherwise : value;
    }

    /// Returns the value that counts, or the default of the keyword when it is absent.
    public <T> T value(Keyword<T> keyword) {
        T value = get(keyword);
        return value == null ? keyword.defaultValue() : value;
    }

    /// Returns true when the flag was given (and not switched off).
    public boolean isOn(Keyword<Boolean> flag) {
        return get(flag, false);
    }

    /// Every value of a keyword with its place.
    @SuppressWarnings("unchecked") // the keyword's own type made the values
    public <T> List<Located<T>> all(Keyword<T> keyword) {
        List<Located<T>> found = new ArrayList<>();
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == keyword) {
                found.add(new Located<>((T) slots.get(i + 1), (SourceLocation) slots.get(i + 2)));
            }
        }
        return found;
    }

    /// Every entry of all blocks of this name.
    @SuppressWarnings("unchecked") // the block's own line type made the values
    public <T> List<Located<T>> lines(LineBlock<T> block) {
        List<Located<T>> found = new ArrayList<>();
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == block) {
                found.addAll((List<Located<T>>) slots.get(i + 1));
            }
        }
        return found;
    }

    /// Returns the blocks of this name, each with its entries.
    @SuppressWarnings("unchecked") // the block's own line type made the values
    public <T> List<Located<List<Located<T>>>> each(LineBlock<T> block) {
        List<Located<List<Located<T>>>> found = new ArrayList<>();
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == block) {
                List<Located<T>> lines = (List<Located<T>>) slots.get(i + 1);
                found.add(new Located<>(lines, (SourceLocation) slots.get(i + 2)));
            }
        }
        return found;
    }

    /// Returns the one word before the brace, of a block that has a name.
    public String name() {
        if (header instanceof String name) {
            return name;
        }
        throw new IllegalStateException(node + " has no name");
    }

    /// Every block of this section.
    public List<BoundBlock> blocks(Node section) {
        List<BoundBlock> found = new ArrayList<>();
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == section) {
                found.add((BoundBlock) slots.get(i + 1));
            }
        }
        return found;
    }

    /// All blocks of this section as one, each adding to those before it; null when there is none.
    /// A keyword that is written again counts as if it were in the same block.
    public @Nullable BoundBlock merged(Node section) {
        List<BoundBlock> blocks = blocks(section);
        if (blocks.size() < 2) {
            return blocks.isEmpty() ? null : blocks.getFirst();
        }
        BoundBlock first = blocks.getFirst();
        BoundBlock all = new BoundBlock(first.node, first.where, first.header);
        blocks.forEach(all::addAll);
        return all;
    }

    /// Every nested block, of whatever section, in the order of the file.
    public List<BoundBlock> blocks() {
        List<BoundBlock> found = new ArrayList<>();
        for (int i = 1; i < slots.size(); i += 3) {
            if (slots.get(i) instanceof BoundBlock inner) {
                found.add(inner);
            }
        }
        return found;
    }

    /// Returns the place of the keyword that counts, or of the block when it is absent.
    public SourceLocation where(Node keyword) {
        int at = last(keyword);
        return at < 0 ? where : (SourceLocation) slots.get(at + 2);
    }

    /// Position of the last use among the entries of the block, -1 when absent: shows which of two
    /// keywords came later.
    public int position(Node keyword) {
        return last(keyword);
    }

    /// Position of the first use among the entries of the block, -1 when absent.
    public int firstPosition(Node keyword) {
        return first(keyword);
    }

    private int last(Node keyword) {
        for (int i = slots.size() - 3; i >= 0; i -= 3) {
            if (slots.get(i) == keyword) {
                return i;
            }
        }
        return -1;
    }

    private int first(Node keyword) {
        for (int i = 0; i < slots.size(); i += 3) {
            if (slots.get(i) == keyword) {
                return i;
            }
        }
        return -1;
    }
}
