package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.schema.ApiFault;
import org.jspecify.annotations.Nullable;

/// The caller of a request.
///
/// @param project the project that objects belong to which it creates
/// @param admin sees and changes those of all projects
public record Caller(String project, boolean admin) {

    /// Refuses what belongs to another project.
    ///
    /// @throws ApiFault 403
    public void requireProject(@Nullable Object owner) {
        if (!admin && !project.equals(owner)) {
            throw forbidden();
        }
    }

    /// Refuses what only an administrator may do.
    ///
    /// @throws ApiFault 403
    public void requireAdmin() {
        if (!admin) {
            throw forbidden();
        }
    }

    private static ApiFault forbidden() {
        return ApiFault.of(403, "Policy does not allow this request to be performed.");
    }
}
