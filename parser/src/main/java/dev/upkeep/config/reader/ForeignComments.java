package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Comments in the way of another language, `// text` or `/* text */`, make one finding for the
/// whole file instead of one for each.
final class ForeignComments {

    /// A quoted word that begins or ends such a comment.
    private static final Pattern SIGN = Pattern.compile("'(//|/\\*|\\*/|\\*')[^']*");

    private ForeignComments() {}

    /// Puts one finding in the place of the first of them, as grave as the gravest, and removes the
    /// others.
    ///
    /// @param sorted in the order of the text
    static void fold(List<Diagnostic> sorted) {
        int first = -1;
        Severity worst = Severity.HINT;
        for (int i = 0; i < sorted.size(); i++) {
            Diagnostic each = sorted.get(i);
            if (!SIGN.matcher(each.message()).find()) {
                continue;
            }
            worst = worse(worst, each.severity());
            if (first < 0) {
                first = i;
            } else {
                sorted.remove(i--);
            }
        }
        if (first >= 0) {
            sorted.set(first, finding(worst, sorted.get(first)));
        }
    }

    private static Severity worse(Severity a, Severity b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Diagnostic finding(Severity severity, Diagnostic first) {
        String message = "// and /* begin no comment here; what follows is read";
        @Nullable String hint = "comments begin with # or ! and end with the line";
        return new Diagnostic(
                severity, DiagnosticCode.COMMENT_FOREIGN, first.where(), message, hint);
    }
}
