package dev.upkeep.checkers.check;

import dev.upkeep.config.model.SslSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The client certificate of the `SSL` block, shown to every server that asks for one, whichever
/// authorities it names, as OpenSSL does.
final class ClientCertificate extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final PrivateKey key;
    private final X509Certificate[] chain;

    private ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain.toArray(X509Certificate[]::new);
    }

    /// Reads the files of the block.
    ///
    /// @return null when it has no certificate
    /// @throws IOException when a file cannot be read or understood, that of `ca` too
    static @Nullable ClientCertificate of(SslSettings settings)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> authorities =
                settings.ca() == null ? List.of() : PemFiles.certificates(settings.ca());
        if (settings.certificate() == null) {
            return null;
        }
        String keyFile = settings.key() == null ? settings.certificate() : settings.key();
        List<X509Certificate> chain = PemFiles.certificates(settings.certificate());
        PrivateKey key = PemFiles.privateKey(keyFile, settings.password());
        return new ClientCertificate(key, completed(chain, authorities));
    }

    /// Returns a certificate that stands alone in its file, followed by those of its issuers among
    /// the authorities.
    static List<X509Certificate> completed(
            List<X509Certificate> chain, List<X509Certificate> authorities) {
        if (chain.size() > 1) {
            return chain;
        }
        List<X509Certificate> whole = new ArrayList<>(chain);
        X509Certificate issuer = issuer(whole.getLast(), authorities);
        while (issuer != null && !whole.contains(issuer)) {
            whole.add(issuer);
            issuer = issuer(issuer, authorities);
        }
        return whole;
    }

    private static @Nullable X509Certificate issuer(
            X509Certificate of, List<X509Certificate> authorities) {
        return authorities.stream()
                .filter(each -> each.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
                .filter(each -> signed(of, each))
                .findFirst()
                .orElse(null);
    }

    private static boolean signed(X509Certificate certificate, X509Certificate by) {
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // another authority of that name
        }
    }

    private @Nullable String alias(String... keyTypes) {
        for (String type : keyTypes) {
            if (type.equals(key.getAlgorithm()) || type.startsWith(key.getAlgorithm() + "_")) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return alias(keyType) == null ? null : new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
