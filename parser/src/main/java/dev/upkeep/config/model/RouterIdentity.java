package dev.upkeep.config.model;

import dev.upkeep.net.Family;

/// The virtual router that an instance belongs to: routers with the same identity on one link elect
/// a master among them.
///
/// @param version 2 or 3
/// @param virtualRouterId `virtual_router_id`, 1-255
public record RouterIdentity(int version, Family family, int virtualRouterId) {}
