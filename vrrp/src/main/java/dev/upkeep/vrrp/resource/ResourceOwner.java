package dev.upkeep.vrrp.resource;

/// Somebody that resources are in place for: an instance while it is master, or the configuration
/// for what is static. Owners are compared by identity.
public interface ResourceOwner {

    /// Returns the beginning of its log lines, for example `(VI_1) `; empty for the configuration.
    String label();

    /// Returns whether a resource that another program removed is put back (false:
    /// `no_drift_guard`).
    boolean guarded();

    /// Called when another program removed a tracked resource that is not put back.
    ///
    /// @param text names the resource as keepalived does
    void lost(Resource resource, String text);
}
