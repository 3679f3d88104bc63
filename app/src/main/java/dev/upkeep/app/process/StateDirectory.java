package dev.upkeep.app.process;

import java.nio.file.Path;

/// The directory of files that outlive the daemon, for the next start to read: what is owned in the
/// kernel, and the administrative states. A boot empties it.
public final class StateDirectory {

    public static final Path PATH = Path.of("/run/upkeep");

    private StateDirectory() {}
}
