package dev.upkeep.config.schema;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds back what is found about one statement until it is known what becomes of the statement, so
/// that one finding can say both.
public final class DeferredDiagnostics implements Consumer<Diagnostic> {
    private final Consumer<Diagnostic> to;
    private final List<Diagnostic> found = new ArrayList<>(0);

    public DeferredDiagnostics(Consumer<Diagnostic> to) {
        this.to = to;
    }

    @Override
    public void accept(Diagnostic finding) {
        found.add(finding);
    }

    /// Passes on what was found about a usable statement.
    public void release() {
        if (!found.isEmpty()) {
            found.forEach(to);
            found.clear();
        }
    }

    /// Passes on what was found about a statement of which not all was usable. The last complaint
    /// says what happens instead, unless it does so already.
    ///
    /// @param instead null when there is nothing to say
    public void release(@Nullable String instead) {
        for (int i = found.size() - 1; i >= 0 && instead != null; i--) {
            Diagnostic each = found.get(i);
            if (each.severity() != Severity.HINT) {
                if (each.severity() != Severity.FATAL && !each.message().contains("; ")) {
                    found.set(i, each.saying(each.message() + "; " + instead));
                }
                break;
            }
        }
        release();
    }
}
