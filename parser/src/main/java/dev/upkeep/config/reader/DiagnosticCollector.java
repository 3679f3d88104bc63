package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.ReadingOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Collects diagnostics: each once, and not without bound.
final class DiagnosticCollector implements Consumer<Diagnostic> {

    /// More than anyone reads; a file that is no configuration at all does not fill the memory.
    private static final int MAX = 20_000;

    private final Set<Diagnostic> all = new LinkedHashSet<>();
    private boolean overflow;

    @Override
    public void accept(Diagnostic diagnostic) {
        if (all.size() < MAX) {
            all.add(diagnostic);
        } else if (!overflow) {
            overflow = true;
            all.add(
                    new Diagnostic(
                            diagnostic.severity(),
                            DiagnosticCode.DIAGNOSTICS_TOO_MANY,
                            diagnostic.where(),
                            "there is more to report, but " + MAX + " findings are enough",
                            "correct these first"));
        }
    }

    /// All findings in the order of the text: a place inside an include or a definition comes where
    /// it is used.
    List<Diagnostic> sorted() {
        List<Diagnostic> list = new ArrayList<>(all);
        if (list.size() > 1) {
            list.sort(Comparator.comparing(Diagnostic::where, ReadingOrder.INSTANCE));
            removeConsequences(list);
            UnreplacedDefinitions.fold(list);
            UnclosedQuotes.fold(list);
            GluedDefinitions.fold(list);
            SingleLines.fold(list);
        }
        ForeignComments.fold(list);
        return list;
    }

    /// A use of a definition that could not be replaced is not also an unknown name, and a block
    /// where none belongs not also one that is not closed.
    private static void removeConsequences(List<Diagnostic> sorted) {
        Diagnostic last = sorted.getFirst();
        for (int i = 1; i < sorted.size(); i++) {
            Diagnostic each = sorted.get(i);
            boolean here = each.where().equals(last.where());
            if (here
                    && each.code() == DiagnosticCode.DEFINITION_UNKNOWN
                    && last.code().topic().equals("definition")) {
                sorted.remove(i--);
            } else if (here
                    && each.code() == DiagnosticCode.BLOCK_UNEXPECTED
                    && last.code() == DiagnosticCode.SYNTAX_UNCLOSED_BLOCK) {
                sorted.remove(--i);
                last = each;
            } else {
                last = each;
            }
        }
    }
}
