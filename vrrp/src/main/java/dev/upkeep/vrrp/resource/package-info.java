/// The resources that VRRP owns in the kernel: the owners of each ([ResourceTable]), and what the
/// kernel is known to have ([NetworkView]). Pure.
@NullMarked
package dev.upkeep.vrrp.resource;

import org.jspecify.annotations.NullMarked;
