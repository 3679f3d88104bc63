package dev.upkeep.vrrp.io;

import org.jspecify.annotations.Nullable;

/// How a [VrrpService] runs.
///
/// @param releaseOnStop false leaves addresses and peers alone at the end (`--dont-release-vrrp`)
/// @param file remembers across a crash what is owned in the kernel, null for nothing
public record VrrpOptions(boolean releaseOnStop, @Nullable ResourceFile file) {

    /// Releases at the end, and remembers nothing across a crash.
    static final VrrpOptions DEFAULT = new VrrpOptions(true, null);
}
