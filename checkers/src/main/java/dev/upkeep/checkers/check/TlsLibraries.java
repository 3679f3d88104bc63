package dev.upkeep.checkers.check;

import java.security.Provider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// The TLS libraries of this process. A handshake with Conscrypt (BoringSSL) takes a fraction of
/// the processor that one of the JDK takes; the JDK knows some older cipher suites that Conscrypt
/// does not.
final class TlsLibraries {

    private static boolean looked;
    private static @Nullable Provider conscrypt;

    private TlsLibraries() {}

    /// Loads Conscrypt, which takes some tenths of a second the first time; any thread.
    ///
    /// @return null where it does not run: there is no native library for the machine
    static synchronized @Nullable Provider conscrypt(Logger log) {
        if (!looked) {
            looked = true;
            try {
                Conscrypt.checkAvailability();
                conscrypt = Conscrypt.newProvider();
            } catch (LinkageError | RuntimeException e) {
                log.warn(
                        "SSL_GET: Conscrypt cannot be loaded; the TLS of the JDK does the checks,"
                                + " with several times the processor: {}",
                        e.toString());
            }
        }
        return conscrypt;
    }
}
