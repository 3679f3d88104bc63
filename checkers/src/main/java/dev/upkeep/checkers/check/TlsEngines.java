package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.EngineSource;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.SslSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// TLS for `SSL_GET`: a check asks whether the server answers, not who it is, so that every
/// certificate is accepted, as in keepalived. Sessions are not resumed: a check is to see a full
/// handshake. Files and libraries are read when the first engine is made; any thread.
final class TlsEngines {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SslSettings settings;
    private final Logger log;
    private volatile @Nullable Contexts contexts;

    static {
        TlsPolicy.apply();
    }

    /// @param fast of Conscrypt, null where it does not run
    private record Contexts(@Nullable SSLContext fast, SSLContext jdk) {}

    /// The library that the handshakes of one check use; kept from attempt to attempt.
    static final class Library {
        private volatile boolean jdk;
    }

    /// @param settings the `SSL` block
    TlsEngines(SslSettings settings, Logger log) {
        this.settings = settings;
        this.log = log;
    }

    /// Returns whether an engine is made without delay.
    boolean loaded() {
        return contexts != null;
    }

    /// Loads what engines need, which may take a second. Where it cannot, each engine reports why.
    void load() {
        try {
            Contexts ignored = contexts();
        } catch (IOException e) {
            log.debug("{}", e.getMessage());
        }
    }

    private synchronized Contexts contexts() throws IOException {
        Contexts made = contexts;
        if (made == null) {
            try {
                made = makeContexts();
            } catch (GeneralSecurityException e) {
                throw new IOException("SSL block: " + e.getMessage(), e);
            }
            contexts = made;
        }
        return made;
    }

    private Contexts makeContexts() throws GeneralSecurityException, IOException {
        ClientCertificate certificate = ClientCertificate.of(settings);
        KeyManager[] keys =
                certificate == null ? new KeyManager[0] : new KeyManager[] {certificate};
        Provider conscrypt = TlsLibraries.conscrypt(log);
        return new Contexts(
                conscrypt == null
                        ? null
                        : initialized(SSLContext.getInstance("TLS", conscrypt), keys),
                initialized(SSLContext.getInstance("TLS"), keys));
    }

    private static SSLContext initialized(SSLContext context, KeyManager[] keys)
            throws GeneralSecurityException {
        context.init(keys, new TrustManager[] {new AcceptAllCertificates()}, new SecureRandom());
        return context;
    }

    /// The engines of one attempt.
    ///
    /// @param library which the attempts of the check use
    /// @param serverName sent as SNI, null for none
    EngineSource source(Library library, @Nullable String serverName) {
        return new EngineSource() {
            @Override
            public SSLEngine engine() throws IOException {
                Contexts made = contexts();
                SSLContext fast = library.jdk ? null : made.fast;
                return engineOf(fast == null ? made.jdk : fast, serverName);
            }

            // The JDK follows Conscrypt at once; where it fails too, the next attempt begins with
            // Conscrypt again.
            @Override
            public boolean other() {
                boolean again = !library.jdk && hasFast();
                library.jdk = again;
                return again;
            }
        };
    }

    private boolean hasFast() {
        Contexts made = contexts;
        return made != null && made.fast != null;
    }

    private static SSLEngine engineOf(SSLContext context, @Nullable String serverName) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        if (serverName != null) {
            SSLParameters parameters = engine.getSSLParameters();
            List<SNIServerName> names = List.of(new SNIHostName(serverName));
            parameters.setServerNames(names);
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /// The explicit name, else the virtual host of the url or the check; null for none and for what
    /// cannot be a host name.
    static @Nullable String serverName(Checker.Http check, Checker.Url url) {
        if (!check.tlsOptions().sni()) {
            return null;
        }
        String name = check.tlsOptions().serverName();
        if (name == null) {
            name = url.virtualHost() != null ? url.virtualHost() : check.virtualHost();
        }
        return name == null || name.isEmpty() || name.indexOf(':') >= 0 ? null : name;
    }
}
