package dev.upkeep.config.syntax;

import dev.upkeep.config.grammar.StatementActions;
import dev.upkeep.config.grammar.StatementsLexer;
import dev.upkeep.config.grammar.StatementsParser;
import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;

/// From the text of a [Chunk] to [Statement]s, with the generated parser. Each top-level statement
/// is handed on as soon as it is complete and then forgotten.
public final class StatementParser implements StatementActions.Shape {

    private final Chunk chunk;
    private final WordInterner texts;
    private final Taker statements;
    private final Consumer<Diagnostic> findings;

    /// Statements whose blocks are not complete, outermost first; their bodies grow.
    private final List<Statement> open = new ArrayList<>();

    private List<Word> words = new ArrayList<>(2);
    private int firstEnd;
    private int piece;
    private int firstPiece;

    /// The piece at which the outermost open block begins, and the mark that may be its own.
    private int outermost;

    private int mark;

    /// The block that begins next has no statement.
    private boolean stray;

    /// For each open block without a statement, how many others were open around it. What stands in
    /// it belongs to the block around it, as in keepalived.
    private final ArrayList<Integer> strays = new ArrayList<>(0);

    /// Receives statements outside all blocks.
    public interface Taker {

        /// Receives one statement, complete with its block.
        ///
        /// @param text stands for the whole of it, where the chunk has marked it
        void take(Statement statement, @Nullable Fingerprint text);
    }

    /// @param texts strings of words seen before, to be used again
    public StatementParser(
            Chunk chunk, WordInterner texts, Taker statements, Consumer<Diagnostic> findings) {
        this.chunk = chunk;
        this.texts = texts;
        this.statements = statements;
        this.findings = findings;
    }

    public void parse() {
        StatementsLexer lexer =
                new StatementsLexer(new CharArrayStream(chunk.text(), chunk.length()));
        lexer.removeErrorListeners();
        StatementsParser parser = new StatementsParser(new TokenWindow(lexer));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setBuildParseTree(false);
        parser.setListener(this);
        parser.text();
    }

    @Override
    public void word(int start, int tokenEnd, boolean quoted) {
        int end = tokenEnd;
        while (Characters.blank(chunk.text()[end - 1])) {
            end--;
        }
        seek(start);
        if (words.isEmpty()) {
            firstEnd = end;
            firstPiece = piece;
        }
        String text =
                quoted
                        ? texts.string(chunk.text(), start + 1, end - 1)
                        : texts.string(chunk.text(), start, end);
        words.add(word(text, start, quoted));
    }

    private Word word(String text, int start, boolean quoted) {
        int distance = start - chunk.start(piece);
        Places places = chunk.places(piece);
        if (places == null) {
            return new Word(text, chunk.column(piece) + distance, quoted);
        }
        int offset = chunk.placeOffset(piece) + distance;
        SourceLocation origin = places.at(offset).place(offset);
        Source own = chunk.source(piece);
        if (origin.source().is(own) && origin.line() == chunk.line(piece)) {
            return new Word(text, origin.column(), quoted);
        }
        return new Word(text, useColumn(origin, own), quoted, origin);
    }

    /// The column in `own` at which the definition that led to `inner` is used.
    private static int useColumn(SourceLocation origin, Source own) {
        SourceLocation use = origin;
        while (!use.source().is(own)) {
            SourceLocation from = use.source().from();
            if (from == null) {
                break;
            }
            use = from;
        }
        return use.column();
    }

    private void seek(int offset) {
        while (piece + 1 < chunk.pieces() && chunk.start(piece + 1) <= offset) {
            piece++;
        }
    }

    @Override
    public void end(int offset) {
        complete(statement(offset, null));
    }

    @Override
    public void open(int offset) {
        if (stray) {
            stray = false;
            strays.add(open.size());
            return;
        }
        if (open.isEmpty()) {
            outermost = firstPiece;
        }
        open.add(statement(offset, new ArrayList<>()));
    }

    @Override
    public void stray(int offset) {
        seek(offset);
        findings.accept(
                new Diagnostic(
                        Severity.ERROR,
                        DiagnosticCode.SYNTAX_STRAY_OPEN,
                        chunk.place(piece, offset),
                        "'{' without a keyword before it; what is in it belongs to the block around"
                                + " it",
                        "remove it, or put its keyword before it"));
        stray = true;
    }

    @Override
    public void close(int offset) {
        if (!strays.isEmpty() && strays.getLast() == open.size()) {
            strays.removeLast();
            return;
        }
        complete(open.removeLast());
    }

    private Statement statement(int end, @Nullable List<Statement> body) {
        List<Word> all = words;
        words = new ArrayList<>(2);
        Source source = chunk.source(firstPiece);
        int line = chunk.line(firstPiece);
        char[] text = chunk.text();
        int from = firstEnd;
        int to = end;
        while (from < to && Characters.blank(text[from])) {
            from++;
        }
        while (to > from && Characters.blank(text[to - 1])) {
            to--;
        }
        if (from == to) {
            return new Statement(source, line, all, "", 0, body);
        }
        Word second = all.size() > 1 ? all.get(1) : null;
        boolean same = all.size() == 2 && second != null && second.text().length() == to - from;
        String raw = same && second != null ? second.text() : new String(text, from, to - from);
        int column = second != null ? second.column() : chunk.place(firstPiece, from).column();
        return new Statement(source, line, all, raw, column, body);
    }

    /// The fingerprint of the outermost block, which ends here.
    private @Nullable Fingerprint marked() {
        List<Chunk.Mark> marks = chunk.marks();
        while (mark < marks.size() && marks.get(mark).from() < outermost) {
            mark++;
        }
        return mark < marks.size() && marks.get(mark).from() == outermost
                ? marks.get(mark).text()
                : null;
    }

    private void complete(Statement statement) {
        if (open.isEmpty()) {
            statements.take(statement, statement.body() == null ? null : marked());
        } else {
            List<Statement> body = open.getLast().body();
            if (body != null) {
                body.add(statement);
            }
        }
    }
}
