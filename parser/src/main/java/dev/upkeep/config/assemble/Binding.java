package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DeferredDiagnostics;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.KeywordInfo;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.schema.Spelling;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks statements with the schema of their block. A function of its arguments: independent
/// statements may be bound on different threads, each with findings of its own.
public final class Binding {
    private static final char NO_BREAK_SPACE = '\u00a0';

    private final SystemView system;
    private final DiagnosticReporter findings;
    private final DeferredDiagnostics held;
    private final DiagnosticReporter holding;

    public Binding(SystemView system, DiagnosticReporter findings) {
        this.system = system;
        this.findings = findings;
        this.held = new DeferredDiagnostics(findings.to());
        this.holding = new DiagnosticReporter(held);
    }

    /// Binds the statements of a block into `into`.
    public void bindAll(List<Statement> statements, BlockSchema<?> schema, BoundBlock into) {
        for (Statement statement : statements) {
            bind(statement, schema, into);
        }
    }

    /// Binds one statement into `into`; what is unusable is reported and left out.
    public void bind(Statement statement, BlockSchema<?> schema, BoundBlock into) {
        Node node = schema.find(statement.keyword());
        if (node == null) {
            unknown(statement, schema, into);
            return;
        }
        reportInfo(statement, node, into);
        switch (node) {
            case Keyword<?> keyword -> {
                keyword(statement, keyword, into);
                blockOf(statement, schema, into);
            }
            case LineBlock<?> block -> lines(statement, block, into);
            case Section<?, ?> section -> section(statement, section, into);
        }
    }

    private void keyword(Statement statement, Keyword<?> keyword, BoundBlock into) {
        Keyword<?> current = keyword.canonical();
        if (current.info().repeats() == KeywordInfo.Repeats.FIRST && into.contains(current)) {
            findings.warning(
                    DiagnosticCode.KEYWORD_REPEATED,
                    statement.where(),
                    statement.keyword() + " is given twice, the first one counts",
                    "remove this line or the other");
            return;
        }
        if (current.info().repeats() == KeywordInfo.Repeats.REPLACED && into.contains(current)) {
            findings.warning(
                    DiagnosticCode.KEYWORD_REPLACED,
                    statement.where(),
                    statement.keyword() + " is given twice, this one replaces the other",
                    "remove one of the lines");
        }
        Arguments in = Arguments.after(statement, keyword, system, holding);
        Object value = keyword.type().parse(in);
        if (value != null) {
            held.release(in.instead());
            into.add(current, value, statement.where());
            extraWords(in);
        } else {
            held.release(insteadOf(current, into));
            into.refuse(current);
        }
    }

    /// A block where none belongs: its lines count as lines of the block around it, as in
    /// keepalived.
    private void blockOf(Statement statement, BlockSchema<?> schema, BoundBlock into) {
        List<Statement> body = statement.body();
        if (body == null) {
            return;
        }
        String around = into.node() == Schema.ROOT ? "the file" : into.node().name();
        findings.error(
                DiagnosticCode.BLOCK_UNEXPECTED,
                statement.where(),
                statement.keyword() + " takes no block; its lines count as lines of " + around,
                "remove the braces");
        bindAll(body, schema, into);
    }

    /// The text of the value that counts where a keyword's value is unusable.
    private static String insteadOf(Keyword<?> keyword, BoundBlock in) {
        if (in.contains(keyword)) {
            return "the line before it stands";
        }
        String otherwise = keyword.byDefault();
        if (otherwise == null) {
            return "the line is ignored";
        }
        int remark = otherwise.indexOf(';');
        return "default used: " + (remark < 0 ? otherwise : otherwise.substring(0, remark));
    }

    private <T> void lines(Statement statement, LineBlock<T> block, BoundBlock into) {
        Arguments header = Arguments.after(statement, block, system, holding);
        Object name = block.header().parse(header);
        if (name == null) {
            held.release("the block is skipped");
        } else {
            held.release();
        }
        if (header.hasNext()) {
            findings.error(
                    DiagnosticCode.BLOCK_WORDS,
                    header.here(),
                    "block " + block.name() + " takes no words before its brace",
                    null);
        }
        if (statement.body() == null) {
            blockMissing(statement);
            return;
        }
        List<Located<T>> values = new ArrayList<>(statement.body().size());
        for (Statement line : statement.body()) {
            if (line.body() != null) {
                findings.error(
                        DiagnosticCode.BLOCK_UNEXPECTED,
                        line.where(),
                        "a line of " + block.name() + " takes no block; it is skipped",
                        null);
            }
            int words = block.wordwise() ? line.words().size() : 1;
            for (int from = 0; from < words; from++) {
                SourceLocation where = line.at(line.words().get(from));
                Arguments in = Arguments.line(line, from, block.name(), system, holding);
                T value = block.line().parse(in);
                if (value == null) {
                    held.release("the line is ignored");
                    into.refuse(block);
                } else {
                    held.release();
                    values.add(new Located<>(value, where));
                    if (!block.wordwise()) {
                        extraWords(in);
                    }
                }
            }
        }
        if (!block.named()) {
            into.add(block, values, statement.where());
        } else if (name != null) {
            BoundBlock inner = new BoundBlock(block, statement.where(), name);
            inner.add(block, values, statement.where());
            into.add(block, inner, statement.where());
        }
    }

    private <H> void section(Statement statement, Section<H, ?> section, BoundBlock into) {
        Arguments in = Arguments.after(statement, section, system, holding);
        H header = section.headerType().parse(in);
        if (header == null) {
            held.release("the block is skipped");
        } else {
            held.release();
            extraWords(in);
        }
        if (statement.body() == null) {
            blockMissing(statement);
            return;
        }
        if (header == null) {
            into.refuse(section);
            return; // reported; the block belongs to nothing
        }
        BoundBlock inner = new BoundBlock(section, statement.where(), header);
        bindAll(statement.body(), section.body(), inner);
        into.add(section, inner, statement.where());
    }

    private void blockMissing(Statement statement) {
        findings.error(
                DiagnosticCode.BLOCK_MISSING,
                statement.where(),
                statement.keyword() + " needs a block in braces",
                null);
    }

    private void extraWords(Arguments in) {
        Word extra = in.peek();
        if (extra != null && !in.startsWithEqualsSign()) { // which is the finding then
            findings.hint(
                    DiagnosticCode.ARGUMENT_EXTRA,
                    in.at(extra),
                    "'" + extra.text() + "' is not used by " + in.subject(),
                    "one statement stands on a line");
        }
    }

    private void reportInfo(Statement statement, Node node, BoundBlock into) {
        KeywordInfo info = node.info();
        String instead = info.writeInstead();
        if (instead != null) {
            findings.add(
                    info.silent() ? Severity.HINT : Severity.WARNING,
                    DiagnosticCode.KEYWORD_DEPRECATED,
                    statement.where(),
                    statement.keyword() + " is deprecated",
                    "write " + instead);
        }
        String since = info.since();
        if (since != null && !since.equals("Upkeep")) {
            findings.hint(
                    DiagnosticCode.KEYWORD_NEWER,
                    statement.where(),
                    statement.keyword() + " is not known to keepalived 2.2.7",
                    null);
        }
        if (!into.contains(node.canonical())) {
            effect(statement, info);
        }
    }

    private void effect(Statement statement, KeywordInfo info) {
        if (info.meaningless() != null) {
            findings.hint(
                    DiagnosticCode.KEYWORD_MEANINGLESS,
                    statement.where(),
                    statement.keyword() + " has no effect here: " + info.meaningless(),
                    "leave it out, unless keepalived reads the file, too");
        }
    }

    private void unknown(Statement statement, BlockSchema<?> schema, BoundBlock into) {
        String name = statement.keyword();
        Node block = into.node();
        String where = block == Schema.ROOT ? "" : " in " + block.name();
        String near = Spelling.nearest(name, schema);
        Node meant = near == null ? null : schema.find(near);
        if (meant instanceof Keyword<?> keyword && !keyword.type().vital()) {
            into.refuse(meant.canonical());
        }
        String skipped = statement.body() == null ? "" : "; its block is skipped";
        findings.add(
                Severity.ERROR,
                DiagnosticCode.KEYWORD_UNKNOWN,
                statement.where(),
                "unknown keyword '" + name + "'" + where + skipped,
                suggestion(name, near));
    }

    private static @Nullable String suggestion(String name, @Nullable String near) {
        String owner = Schema.blockOf(name);
        if (owner != null) {
            String other = near == null ? "" : "; or did you mean " + near + "?";
            return "it belongs in " + owner + other;
        }
        if (near != null) {
            return "did you mean " + near + "?";
        }
        int blank = name.indexOf(NO_BREAK_SPACE);
        if (blank >= 0) {
            return "a no-break space follows '" + name.substring(0, blank) + "': write a plain one";
        }
        return null;
    }
}
