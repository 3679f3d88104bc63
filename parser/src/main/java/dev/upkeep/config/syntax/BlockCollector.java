package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects logical lines until top-level blocks are complete, and hands them on as a [Chunk] in
/// the form the grammar expects: braces balanced, an opening brace on the line of its statement, a
/// line feed after each statement without a block.
///
/// A block that is still open at the end of the text, or where a `vrrp_instance` and its like
/// begins, is taken apart again with [OpenBlocks], which guesses where the missing braces belong;
/// so one forgotten brace costs one block. The brace that a `vrrp_instance` lacks is supplied, as
/// keepalived does.
public final class BlockCollector {

    /// Blocks within each other; nothing legal comes near.
    static final int MAX_DEPTH = 64;

    private static final int CHUNK_CHARS = 1 << 17;

    private final Consumer<Chunk> chunks;
    private final @Nullable KnownBlocks known;
    private final Consumer<Diagnostic> findings;

    private Chunk chunk = new Chunk();
    private int depth;

    /// Opening braces beyond [#MAX_DEPTH] that wait for their closing ones.
    private int tooDeep;

    /// A statement has been written that may still get a block.
    private boolean pending;

    /// The piece at which the current top-level statement begins.
    private int topPiece;

    private @Nullable SourceLocation opened;
    private @Nullable SourceLocation closed;

    public BlockCollector(Consumer<Chunk> chunks, Consumer<Diagnostic> findings) {
        this(chunks, findings, null);
    }

    /// @param known blocks that need not be handed on; null to hand on all
    public BlockCollector(
            Consumer<Chunk> chunks, Consumer<Diagnostic> findings, @Nullable KnownBlocks known) {
        this.chunks = chunks;
        this.findings = findings;
        this.known = known;
    }

    /// Returns whether the next line belongs to `global_defs`.
    boolean inGlobalDefs() {
        return depth > 0 && chunk.startsWith(topPiece, "global_defs");
    }

    /// Returns whether the next line is one that keepalived's parent process evaluates itself.
    boolean evaluatedByParent() {
        return depth == 0 || inGlobalDefs();
    }

    /// Takes a logical line, which neither begins nor ends with a blank and is not empty.
    ///
    /// @param column of its first character
    /// @param places origins of its characters, offsets from `start`; null when the line stands in
    ///   the source as it is
    void line(
            char[] text,
            int start,
            int end,
            Source source,
            int line,
            int column,
            @Nullable Places places) {
        if (depth == 0 && pending && text[start] != '{') {
            supplyBrace(text, start, end);
        }
        if (depth == 0 && chunk.length() > CHUNK_CHARS && !(pending && text[start] == '{')) {
            flush();
        }
        if (plain(text, start, end)) {
            if (depth == 0) {
                topPiece = chunk.pieces();
            }
            chunk.piece(source, line, column, places, 0);
            chunk.append(text, start, end);
            pending = true;
        } else {
            structured(text, start, end, source, line, column, places);
        }
        chunk.append('\n');
    }

    private static boolean plain(char[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c == '"' || c == '{' || c == '}' || c == '$') {
                return false;
            }
        }
        return true;
    }

    /// Takes a line with braces, quotes or `$`, part by part.
    private void structured(
            char[] text,
            int start,
            int end,
            Source source,
            int line,
            int column,
            @Nullable Places places) {
        int from = start;
        while (from < end) {
            while (from < end && Characters.blank(text[from])) {
                from++;
            }
            int brace = Braces.next(text, from, end);
            boolean words = brace > from;
            boolean opens = brace < end && text[brace] == '{';
            if (words || opens) {
                if (depth == 0 && (words || !pending)) {
                    topPiece = chunk.pieces();
                }
                if (!words && pending) {
                    chunk.replaceLast(' ');
                }
                chunk.piece(source, line, column + from - start, places, from - start);
                if (words) {
                    int used = used(text, from, brace);
                    chunk.append(text, from, used);
                    pending = used > from;
                }
            }
            if (opens) {
                if (leavesAll()) {
                    chunk.append('\n');
                    repair();
                    chunk.replaceLast(' ');
                }
                open(column + brace - start);
            } else if (brace < end) {
                if (words) {
                    chunk.append('\n');
                }
                chunk.piece(source, line, column + brace - start, places, brace - start);
                close();
            }
            from = brace + 1;
        }
    }

    /// Returns whether the statement written last begins a block that stands in no other. What
    /// `global_defs` contains is skipped as in keepalived, as long as its braces are complete.
    private boolean leavesAll() {
        return pending
                && depth > 0
                && OpenBlocks.outermost(chunk, chunk.pieces() - 1)
                && !inGlobalDefs();
    }

    /// Opens the block of the statement written last, if it is one that cannot go without and the
    /// line to come can belong to it.
    private void supplyBrace(char[] text, int start, int end) {
        if (text[start] == '}'
                || !OpenBlocks.outermost(chunk, topPiece)
                || OpenBlocks.outermost(text, start, end)) {
            return;
        }
        int from = chunk.start(topPiece);
        report(
                DiagnosticCode.BLOCK_MISSING,
                chunk.place(topPiece, from),
                "the block '"
                        + new String(chunk.text(), from, chunk.length() - from).strip()
                        + "' has no '{'",
                "add it at the end of the line");
        chunk.replaceLast(' ');
        open(0);
    }

    /// Writes an opening brace; the piece it belongs to has begun.
    private void open(int column) {
        if (depth < MAX_DEPTH) {
            chunk.append('{');
            depth++;
            pending = false;
            return;
        }
        if (pending) { // the words before the brace are a statement without a block
            chunk.append('\n');
            pending = false;
        }
        if (tooDeep++ == 0) {
            int piece = chunk.pieces() - 1;
            SourceLocation where =
                    new SourceLocation(chunk.source(piece), chunk.line(piece), column);
            report(
                    DiagnosticCode.SYNTAX_TOO_DEEP,
                    where,
                    "more than " + MAX_DEPTH + " blocks within each other; '{' ignored",
                    null);
        }
    }

    /// Writes a closing brace, whose piece has begun.
    private void close() {
        int piece = chunk.pieces() - 1;
        if (tooDeep > 0) {
            tooDeep--;
        } else if (depth == 0) {
            report(
                    DiagnosticCode.SYNTAX_EXTRA_CLOSE,
                    chunk.place(piece, chunk.length()),
                    "'}' closes nothing: there is no open block",
                    extraHint(piece));
        } else {
            chunk.append('}');
            depth--;
            if (depth == 0) {
                opened = chunk.place(topPiece, chunk.start(topPiece));
                closed = chunk.place(piece, chunk.start(piece));
                if (known != null) {
                    note(known);
                }
            }
        }
        pending = false;
    }

    /// Takes a complete block: one that can be known, or one that those do not depend on.
    private void note(KnownBlocks blocks) {
        if (chunk.startsWith(topPiece, KnownBlocks.KEYWORD)) {
            reuse(blocks);
        } else if (KnownBlocks.APART.stream().anyMatch(each -> chunk.startsWith(topPiece, each))) {
            chunk.mark(
                    topPiece, Fingerprint.of(chunk.text(), chunk.start(topPiece), chunk.length()));
        }
    }

    /// Leaves a complete block out when it is known, and marks it when it is not.
    private void reuse(KnownBlocks blocks) {
        int start = chunk.start(topPiece);
        Fingerprint text = Fingerprint.of(chunk.text(), start, chunk.length());
        if (blocks.has(text)) {
            SourceLocation where = chunk.place(topPiece, start);
            chunk.cut(topPiece);
            flush();
            blocks.use(text, where);
        } else {
            chunk.mark(topPiece, text);
        }
    }

    /// Returns a hint: when the block before was closed by a brace that stands further right than
    /// its statement, that brace is the one to look at.
    private @Nullable String extraHint(int piece) {
        SourceLocation from = opened;
        SourceLocation to = closed;
        if (from != null
                && to != null
                && to.line() != from.line()
                && to.column() > from.column()
                && to.column() > chunk.column(piece)) {
            return "the block opened at line %d was closed at line %d: one of its braces is missing or one too many"
                    .formatted(from.line(), to.line());
        }
        return "remove it";
    }

    /// The end of the words that count: before a quote that is not closed. Reports that, and
    /// unknown `${NAME}`s.
    private int used(char[] text, int start, int end) {
        int piece = chunk.pieces() - 1;
        for (int i = start; i < end; i++) {
            int offset = chunk.start(piece) + i - start;
            if (text[i] == '"') {
                int quote = i;
                i = Braces.closingQuote(text, i, end);
                if (i == end) {
                    report(
                            DiagnosticCode.SYNTAX_UNCLOSED_QUOTE,
                            chunk.place(piece, offset),
                            "the quote is not closed; the rest of the line is ignored",
                            "add '\"'");
                    return quote;
                }
            } else if (text[i] == '$') {
                int after = Braces.literal(text, i, end);
                if (after > i) {
                    String use = new String(text, i, after - i);
                    report(
                            DiagnosticCode.DEFINITION_UNKNOWN,
                            chunk.place(piece, offset),
                            "'" + use + "' is not defined",
                            "define it in a line before: $NAME=VALUE");
                    i = after - 1;
                }
            }
        }
        return end;
    }

    private void report(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        findings.accept(new Diagnostic(Severity.ERROR, code, where, message, hint));
    }

    private void flush() {
        if (chunk.pieces() > 0) {
            Chunk full = chunk;
            chunk = new Chunk();
            topPiece = 0;
            if (known != null) {
                addContext(known, full);
            }
            chunks.accept(full);
        }
    }

    private static void addContext(KnownBlocks blocks, Chunk full) {
        int piece = 0;
        for (Chunk.Mark mark : full.marks()) {
            addContext(blocks, full, piece, mark.from());
            piece = mark.to();
        }
        addContext(blocks, full, piece, full.pieces());
    }

    private static void addContext(KnownBlocks blocks, Chunk full, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            int end = full.end(piece);
            while (end > full.start(piece) && endsNothing(full.text()[end - 1])) {
                end--;
            }
            blocks.context(Fingerprint.of(full.text(), full.start(piece), end));
        }
    }

    private static boolean endsNothing(char c) {
        return c == '\n' || Characters.blank(c);
    }

    /// Ends the text.
    public void finish() {
        if (depth > 0) {
            repair();
        }
        while (depth > 0) { // a guess of the repair was wrong
            chunk.append("}\n".toCharArray(), 0, 2);
            depth--;
        }
        pending = false;
        flush();
    }

    /// Feeds the unfinished block again, with the braces that [OpenBlocks] says are missing.
    private void repair() {
        int missing = depth;
        Chunk tail = chunk.split(topPiece);
        depth = 0;
        tooDeep = 0;
        pending = false;
        int[] closers = new OpenBlocks(tail, missing, findings).closers();
        for (int piece = 0; piece < tail.pieces(); piece++) {
            for (int i = 0; i < closers[piece]; i++) {
                feed(tail, piece, new char[] {'}'}, 0, 1);
            }
            int end = tail.end(piece);
            while (end > tail.start(piece) && Characters.blank(tail.text()[end - 1])) {
                end--;
            }
            if (end > tail.start(piece)) {
                feed(tail, piece, tail.text(), tail.start(piece), end);
            }
        }
    }

    private void feed(Chunk from, int piece, char[] text, int start, int end) {
        SourceLocation where = from.place(piece, from.start(piece));
        line(text, start, end, where.source(), where.line(), where.column(), null);
    }
}
