package dev.upkeep.config.reader;

import dev.upkeep.config.assemble.RememberedService;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.syntax.ReaderOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers the last reading of a daemon, so that the next one costs what has changed: the meaning
/// of every `virtual_server` without a finding, by the fingerprint of its text. An unchanged block
/// yields the very same object again, and an unchanged configuration the same result.
///
/// Remembered services hold only in the same context: the same text outside of those blocks, of
/// groups and of VRRP instances (expanded, so that definitions, conditions and includes are part of
/// it), the same [GlobalDefs], the same kind of reading. A service on a group holds with the same
/// group. A block that refers to anything else or asked the system something (whether its script
/// can run) is never remembered.
///
/// Costs some hundred bytes per service beside the model, and no text. For one reading at a time.
public final class ReadCache {

    private Map<Fingerprint, RememberedService> services = Map.of();
    private Fingerprint context = Fingerprint.NONE;
    private boolean configTest;
    private @Nullable ReadResult last;

    /// The service that a text stands for, or null.
    @Nullable RememberedService service(Fingerprint text) {
        return services.get(text);
    }

    /// Returns whether something can be known at all.
    boolean useful(ReaderOptions options) {
        return !services.isEmpty() && configTest == options.configTest();
    }

    /// Returns whether what is remembered holds with these options, too.
    boolean holds(Fingerprint newContext, GlobalDefs globals) {
        ReadResult before = last;
        return before != null
                && newContext.equals(context)
                && globals.equals(before.configuration().global());
    }

    /// Forgets everything.
    void clear() {
        services = Map.of();
        last = null;
    }

    /// Remembers a reading in place of the one before.
    ///
    /// @param found services without findings
    /// @return the result before when it is equal, else the new one
    ReadResult remember(
            ReadResult result,
            Map<Fingerprint, RememberedService> found,
            Fingerprint newContext,
            ReaderOptions options) {
        ReadResult before = last;
        ReadResult kept = before != null && before.equals(result) ? before : result;
        services = new HashMap<>(found);
        context = newContext;
        configTest = options.configTest();
        last = kept;
        return kept;
    }
}
