package dev.upkeep.checkers.probe;

import java.io.IOException;
import javax.net.ssl.SSLEngine;

/// Makes the TLS engines of one check. Its methods are called on different threads, one at a time.
public interface EngineSource {

    /// Makes a fresh engine in client mode. The first one of a process takes tenths of a second, so
    /// that it is not for the event loop.
    ///
    /// @throws IOException when the settings cannot be used
    SSLEngine engine() throws IOException;

    /// Called when the handshake of the last engine failed.
    ///
    /// @return whether the next engine is of another library, so that another connection may
    ///   succeed
    boolean other();
}
