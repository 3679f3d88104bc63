package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.track.TrackScriptCommands;
import org.jspecify.annotations.Nullable;

/// How a [VrrpService] runs.
///
/// @param releaseOnStop false leaves addresses and peers alone at the end (`--dont-release-vrrp`)
/// @param logDetail each announcement is logged (`-D`)
/// @param scripts turns tracked scripts into commands
/// @param file remembers across a crash what is owned in the kernel, null for nothing
public record VrrpOptions(
        boolean releaseOnStop,
        boolean logDetail,
        TrackScriptCommands scripts,
        @Nullable ResourceFile file) {

    /// Releases at the end, and remembers nothing across a crash.
    static final VrrpOptions DEFAULT =
            new VrrpOptions(true, false, TrackScriptCommands.AS_WRITTEN, null);
}
