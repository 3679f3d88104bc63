package dev.upkeep.config.model;

/// `reload_policy`: what a reload does with a text that has errors.
public enum ReloadPolicy {
    /// Applies whatever could be understood, as keepalived does.
    KEEPALIVED,
    /// Applies it unless an error costs something that runs.
    DEFAULT,
    /// Refuses a text with any error that the running one has not.
    STRICT
}
