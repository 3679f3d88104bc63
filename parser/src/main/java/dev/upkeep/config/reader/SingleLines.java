package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whatever else is found in a file whose lines end with CR follows from that.
final class SingleLines {

    private SingleLines() {}

    /// Leaves one finding for each such file, as grave as the gravest.
    ///
    /// @param found what was found, changed in place
    static void fold(List<Diagnostic> found) {
        Map<Source, Severity> files = new HashMap<>();
        for (Diagnostic each : found) {
            if (each.code() == DiagnosticCode.SOURCE_LINES) {
                files.put(each.where().source(), each.severity());
            }
        }
        if (files.isEmpty()) {
            return;
        }
        for (Diagnostic each : found) {
            files.computeIfPresent(
                    each.where().source(),
                    (_, worst) -> each.severity().compareTo(worst) < 0 ? each.severity() : worst);
        }
        found.removeIf(each ->
                each.code() != DiagnosticCode.SOURCE_LINES
                        && files.containsKey(each.where().source()));
        found.replaceAll(each ->
                each.code() == DiagnosticCode.SOURCE_LINES
                        ? each.as(files.getOrDefault(each.where().source(), each.severity()))
                        : each);
    }
}
