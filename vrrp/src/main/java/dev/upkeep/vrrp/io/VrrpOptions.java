package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.track.TrackScriptCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Options of a [VrrpService].
///
/// @param releaseOnStop false leaves addresses and peers alone at the end (`--dont-release-vrrp`)
/// @param logDetail whether details such as each announcement are logged (`-D`)
/// @param addressMonitoring whether every address that appears or goes is logged (`-a`)
/// @param scripts turns tracked scripts into commands
/// @param stopDescriptor readable once the daemon is to stop: priority 0 goes out at once, and the
///   call to [VrrpService#close] follows; -1 for none
/// @param file remembers across a crash what is owned in the kernel, null for nothing
public record VrrpOptions(
        boolean releaseOnStop,
        boolean logDetail,
        boolean addressMonitoring,
        TrackScriptCommands scripts,
        int stopDescriptor,
        @Nullable ResourceFile file) {

    /// Releases at the end, and remembers nothing across a crash.
    static final VrrpOptions DEFAULT =
            new VrrpOptions(true, false, false, TrackScriptCommands.AS_WRITTEN, -1, null);

    /// The level of lines that `-D` adds.
    Level detail() {
        return logDetail ? Level.INFO : Level.DEBUG;
    }
}
