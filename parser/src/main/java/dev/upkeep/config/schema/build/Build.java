package dev.upkeep.config.schema.build;

import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.read.Span;
import dev.upkeep.config.read.SystemView;
import dev.upkeep.config.schema.Bound;
import dev.upkeep.config.schema.Findings;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Witness;
import org.jspecify.annotations.Nullable;

/// What every builder needs.
///
/// @param written `global_defs` as the file has it, all blocks together
/// @param witness notes what a block depends on besides its text
record Build(
        SystemView system,
        Findings findings,
        Scripts scripts,
        GlobalDefs global,
        Bound written,
        Witness witness) {

    /// The first of the values that is not null; the last one never is.
    static <T> T first(@Nullable T specific, @Nullable T general, T otherwise) {
        return specific != null ? specific : general != null ? general : otherwise;
    }

    /// True when `global_defs` has the keyword.
    boolean globalSays(Node keyword) {
        return written.has(keyword);
    }

    /// Whether mail is wanted: the object's own word, its class's default, the general default.
    boolean alert(@Nullable Boolean own, @Nullable Boolean ofClass, boolean otherwise) {
        return first(own, first(ofClass, global.mail().alert(), otherwise), otherwise);
    }

    void error(String id, Span where, String message, @Nullable String hint) {
        findings.error(id, where, message, hint);
    }

    void warning(String id, Span where, String message, @Nullable String hint) {
        findings.warning(id, where, message, hint);
    }
}
