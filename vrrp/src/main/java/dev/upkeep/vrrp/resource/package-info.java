/// What VRRP owns in the kernel: who wants which resource ([ResourceTable]), and what the kernel is
/// known to have ([NetworkView]). Pure.
@NullMarked
package dev.upkeep.vrrp.resource;

import org.jspecify.annotations.NullMarked;
