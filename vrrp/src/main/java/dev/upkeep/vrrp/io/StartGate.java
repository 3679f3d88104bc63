package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpGlobals;
import java.time.Duration;

/// Computes how long instances wait before they begin: `vrrp_startup_delay` from the start of the
/// daemon, `vrrp_delay_after_boot` from the boot of the machine, the longer of the two.
final class StartGate {

    private StartGate() {}

    /// Returns the time to wait from now on.
    ///
    /// @param sinceBoot uptime of the machine
    static Duration delay(VrrpGlobals globals, Duration sinceBoot) {
        Duration afterBoot = globals.startDelays().afterBoot().minus(sinceBoot);
        Duration startup = globals.startDelays().startup();
        return afterBoot.compareTo(startup) > 0 ? afterBoot : startup;
    }
}
