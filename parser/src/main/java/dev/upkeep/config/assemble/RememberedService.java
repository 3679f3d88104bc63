package dev.upkeep.config.assemble;

import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import org.jspecify.annotations.Nullable;

/// The meaning of the text of one `virtual_server`.
///
/// @param group the group in its header, without which it would have another meaning; null when it
///   has an address or a mark of its own
public record RememberedService(VirtualServer service, @Nullable VirtualServerGroup group) {}
