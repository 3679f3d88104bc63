package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// The account of a script.
///
/// @param name the user as written
/// @param group the group as written; null means the primary group of the user
/// @param supplementary true when the user's supplementary groups are set too (`user :group`)
public record ScriptUser(String name, @Nullable String group, boolean supplementary) {}
