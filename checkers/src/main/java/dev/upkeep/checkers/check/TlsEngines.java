package dev.upkeep.checkers.check;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.SslSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS for `SSL_GET`: a check asks whether the server answers, not who it is, so that every
/// certificate is accepted, as in keepalived. Sessions are not resumed: a check is to see a full
/// handshake.
final class TlsEngines {

    private final SSLContext context;

    static {
        TlsPolicy.apply();
    }

    /// @param settings the `SSL` block with the client certificate
    /// @throws IOException when a file of the block cannot be read or understood
    TlsEngines(SslSettings settings) throws IOException {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    clientCertificate(settings),
                    new TrustManager[] {new AcceptAll()},
                    new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IOException("SSL block: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] clientCertificate(SslSettings settings)
            throws GeneralSecurityException, IOException {
        if (settings.certificate() == null) {
            return null;
        }
        String keyFile = settings.key() == null ? settings.certificate() : settings.key();
        List<X509Certificate> chain = PemFiles.certificates(settings.certificate());
        PrivateKey key = PemFiles.privateKey(keyFile, settings.password());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] none = new char[0];
        store.setKeyEntry("client", key, none, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    /// A fresh engine for one attempt; a name is sent only with `enable_sni`.
    SSLEngine engine(Checker.Http check, Checker.Url url) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        String name = serverName(check, url);
        if (name != null) {
            SSLParameters parameters = engine.getSSLParameters();
            List<SNIServerName> names = List.of(new SNIHostName(name));
            parameters.setServerNames(names);
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /// The explicit name, else the virtual host of the url or the check; null for none and for what
    /// cannot be a host name.
    static @Nullable String serverName(Checker.Http check, Checker.Url url) {
        if (!check.enableSni()) {
            return null;
        }
        String name = check.sniName();
        if (name == null) {
            name = url.virtualHost() != null ? url.virtualHost() : check.virtualHost();
        }
        return name == null || name.isEmpty() || name.indexOf(':') >= 0 ? null : name;
    }

    private static final class AcceptAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
