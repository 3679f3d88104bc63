/// The state machine of a virtual router: `(config, state, event) -> (state, actions)`. Pure; start
/// reading at [VirtualRouter].
@NullMarked
package dev.upkeep.vrrp.machine;

import org.jspecify.annotations.NullMarked;
