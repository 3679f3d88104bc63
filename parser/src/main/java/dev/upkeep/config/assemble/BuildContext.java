package dev.upkeep.config.assemble;

import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DependencyRecorder;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// The common needs of all builders.
///
/// @param written `global_defs` as the file has it, all blocks together
/// @param dependencies notes what a block depends on besides its text
record BuildContext(
        SystemView system,
        DiagnosticReporter findings,
        Scripts scripts,
        GlobalDefs global,
        BoundBlock written,
        DependencyRecorder dependencies,
        ConfiguredAddresses addresses) {

    /// Returns whether an address is on this machine, or is set on it for good by this
    /// configuration.
    boolean hasAddress(IpAddress address) {
        return system.hasAddress(address) || addresses.lasting().contains(address);
    }

    /// Returns the first of the values that is not null; the last one never is.
    static <T> T first(@Nullable T specific, @Nullable T general, T otherwise) {
        return specific != null ? specific : general != null ? general : otherwise;
    }

    /// Returns true when `global_defs` has the keyword.
    boolean globalSays(Node keyword) {
        return written.has(keyword);
    }

    /// Returns whether mail is sent: the object's own word, its class's default, the general
    /// default.
    boolean alert(BoundBlock block, Keyword<Boolean> own, @Nullable Boolean ofClass) {
        return block.get(own, first(ofClass, global.mail().alerts().all(), own.defaultValue()));
    }

    /// Reports that a block has no such keyword. One that was written and refused has its report.
    void absent(
            DiagnosticCode code,
            BoundBlock block,
            Node keyword,
            String message,
            @Nullable String hint) {
        if (!block.tried(keyword)) {
            error(code, block.where(), message, hint);
        }
    }

    void error(DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        findings.error(code, where, message, hint);
    }

    void warning(DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        findings.warning(code, where, message, hint);
    }
}
