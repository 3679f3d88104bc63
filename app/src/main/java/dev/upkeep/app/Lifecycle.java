package dev.upkeep.app;

import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.config.model.Configuration;
import java.io.IOException;

/// Follows the stages of a daemon's life; called on the main thread.
interface Lifecycle {

    /// A part runs.
    ///
    /// @throws IOException when what belongs to it cannot be made: then the part is stopped again
    void partStarted(Subsystem.Kind kind) throws IOException;

    /// A part has stopped.
    void partStopped(Subsystem.Kind kind);

    /// Every part with work in the configuration runs, after a start.
    void started();

    /// A reload begins.
    void reloading();

    /// A reload was made, or was given up and the running configuration stays.
    void reloaded();

    /// A signal asks for a dump of the state.
    ///
    /// @param running the configuration that runs
    void dumpOn(DaemonSignal signal, Configuration running) throws InterruptedException;

    /// Returns whether the process is started again when it asks for it.
    boolean startsAgain();

    /// The process is about to end, with the kernel's state left to the next one.
    void leaving() throws InterruptedException;

    /// The daemon begins to stop.
    void stopping();
}
