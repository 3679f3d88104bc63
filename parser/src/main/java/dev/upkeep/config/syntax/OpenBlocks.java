package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the blocks that were left open in a text with more `{` than `}`. The text does not show
/// which, but its indentation usually can, and keywords that stand only outside of all blocks do as
/// well:
///
/// - a line that stands no further right than the statement of the block it is in, while the lines
///   before it did, begins after that block;
/// - a `}` that stands at the statement of an outer block closes that one;
/// - a `vrrp_instance` (and its like) never stands inside a block.
///
/// A block whose end no line shows is taken to end with the text.
final class OpenBlocks {

    private static final Set<String> OUTERMOST =
            Set.of(
                    "global_defs",
                    "static_ipaddress",
                    "static_routes",
                    "static_rules",
                    "vrrp_script",
                    "vrrp_instance",
                    "vrrp_sync_group",
                    "vrrp_track_process",
                    "bfd_instance",
                    "garp_group",
                    "virtual_server_group",
                    "virtual_server");

    private final Chunk chunk;
    private final Consumer<Diagnostic> findings;
    private final List<Block> stack = new ArrayList<>();
    private final int[] closers;
    private int missing;

    /// An open block.
    ///
    /// @param piece where its statement begins
    /// @param indent column of the statement
    private record Block(int piece, int indent, Inside inside) {}

    /// Facts about the lines in a block.
    private static final class Inside {
        /// Column of the first line; 0 before it.
        private int indent;
    }

    /// @param missing how many closing braces the text lacks
    OpenBlocks(Chunk chunk, int missing, Consumer<Diagnostic> findings) {
        this.chunk = chunk;
        this.missing = missing;
        this.findings = findings;
        this.closers = new int[chunk.pieces()];
    }

    /// The number of closing braces to insert before each piece; at most the missing ones, the
    /// others belong at the end. Each block found is reported once.
    int[] closers() {
        int statement = -1;
        for (int piece = 0; piece < chunk.pieces(); piece++) {
            if (startsLine(piece)) {
                guess(piece);
            }
            int start = chunk.start(piece);
            int end = chunk.end(piece);
            if (chunk.text()[start] != '{' && chunk.text()[start] != '}') {
                statement = piece;
            }
            int brace = Braces.next(chunk.text(), start, end);
            while (brace < end) {
                if (chunk.text()[brace] == '{') {
                    int owner = statement < 0 ? piece : statement;
                    stack.add(new Block(owner, chunk.column(owner), new Inside()));
                } else if (!stack.isEmpty()) {
                    stack.removeLast();
                }
                statement = -1;
                brace = Braces.next(chunk.text(), brace + 1, end);
            }
        }
        while (!stack.isEmpty()) {
            report(stack.removeLast(), "at the end of the file");
        }
        return closers;
    }

    private boolean startsLine(int piece) {
        return piece == 0
                || chunk.line(piece) != chunk.line(piece - 1)
                || !chunk.source(piece).is(chunk.source(piece - 1));
    }

    private void guess(int piece) {
        int indent = chunk.column(piece);
        char first = chunk.text()[chunk.start(piece)];
        if (first == '{') {
            return;
        }
        if (first == '}') {
            while (missing > 0 && stack.size() > 1 && indent < top().indent()) {
                closeTop(piece);
            }
            return;
        }
        if (missing >= stack.size() && outermost(chunk, piece)) {
            while (!stack.isEmpty()) {
                closeTop(piece);
            }
        }
        while (missing > 0 && !stack.isEmpty() && leaves(indent)) {
            closeTop(piece);
        }
        if (!stack.isEmpty() && top().inside().indent == 0) {
            top().inside().indent = indent;
        }
    }

    private Block top() {
        return stack.getLast();
    }

    private boolean leaves(int indent) {
        return top().inside().indent > top().indent() && indent <= top().indent();
    }

    private void closeTop(int piece) {
        missing--;
        closers[piece]++;
        report(stack.removeLast(), "before line " + chunk.line(piece));
    }

    /// Returns whether a piece begins with a keyword that stands only outside of all blocks.
    static boolean outermost(Chunk chunk, int piece) {
        return outermost(chunk.text(), chunk.start(piece), chunk.end(piece));
    }

    /// Returns whether a text begins with a keyword that stands only outside of all blocks.
    static boolean outermost(char[] text, int start, int limit) {
        int end = start;
        while (end < limit && !Characters.blank(text[end]) && text[end] != '{') {
            end++;
        }
        return OUTERMOST.contains(new String(text, start, end - start));
    }

    private void report(Block block, String where) {
        int start = chunk.start(block.piece());
        int end = Braces.next(chunk.text(), start, chunk.end(block.piece()));
        String statement = new String(chunk.text(), start, end - start).strip();
        if (statement.isEmpty()) {
            return; // a brace without a keyword has a finding of its own
        }
        findings.accept(
                new Diagnostic(
                        Severity.ERROR,
                        DiagnosticCode.SYNTAX_UNCLOSED_BLOCK,
                        chunk.place(block.piece(), start),
                        "the block '" + statement + "' is not closed",
                        "add '}' " + where));
    }
}
