package dev.upkeep.checkers.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// Certificates and keys as OpenSSL writes them (RFC 7468): PKCS#8, encrypted or not, and the older
/// form of RSA keys.
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

    /// `SEQUENCE { OID rsaEncryption, NULL }`.
    private static final byte[] RSA_ALGORITHM = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private PemFiles() {}

    /// Returns the certificates of a file, in order.
    ///
    /// @throws IOException when there are none
    static List<X509Certificate> certificates(String file)
            throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        List<X509Certificate> chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (chain.isEmpty()) {
            throw new IOException(file + ": no certificate in it");
        }
        return chain;
    }

    /// Returns the first private key of a file.
    ///
    /// @param password of an encrypted key
    /// @throws IOException when there is none, or in a form that is not read
    static PrivateKey privateKey(String file, @Nullable String password)
            throws IOException, GeneralSecurityException {
        Matcher blocks =
                BLOCK.matcher(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            String kind = blocks.group(1);
            if (kind.endsWith("PRIVATE KEY")) {
                byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
                return switch (kind) {
                    case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(der));
                    case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(wrapRsa(der)));
                    case "ENCRYPTED PRIVATE KEY" -> key(decrypt(der, password));
                    default ->
                            throw new IOException(
                                    file
                                            + ": '"
                                            + kind
                                            + "' is not read; convert it with"
                                            + " 'openssl pkcs8 -topk8 -nodes'");
                };
            }
        }
        throw new IOException(file + ": no private key in it");
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        InvalidKeySpecException refused =
                new InvalidKeySpecException("private key: neither RSA nor EC nor EdDSA");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) { // the next algorithm may know it
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] der, @Nullable String password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        Cipher cipher = Cipher.getInstance(info.getAlgName());
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(info.getAlgName())
                        .generateSecret(
                                new PBEKeySpec((password == null ? "" : password).toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    /// PKCS#8 around PKCS#1: `SEQUENCE { INTEGER 0, algorithm, OCTET STRING key }`.
    private static byte[] wrapRsa(byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
        inner.writeBytes(RSA_ALGORITHM);
        put(inner, 0x04, key);
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        put(outer, 0x30, inner.toByteArray());
        return outer.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length & 0xff);
        }
        out.writeBytes(content);
    }
}
