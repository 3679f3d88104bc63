package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {

    @TempDir private Path directory;

    /// As seen of keepalived, whose servers accept a client certificate of an intermediate
    /// authority when `ca` has that: `openssl s_server -Verify` with the root alone.
    @Test
    void chain_ofOneCertificate_isCompletedFromTheAuthorities() throws Exception {
        generate("root", "-ext", "bc:c");
        generate("other", "-ext", "bc:c");
        generate("middle", "-ext", "bc:c", "-signer", "root");
        generate("leaf", "-signer", "middle");
        X509Certificate root = certificate("root");
        X509Certificate middle = certificate("middle");
        X509Certificate leaf = certificate("leaf");
        List<X509Certificate> authorities = new ArrayList<>(List.of(root, middle));
        authorities.add(certificate("other"));
        for (int i = 0; i < 3; i++) {
            Collections.rotate(authorities, 1);
            assertThat(ClientCertificate.completed(List.of(leaf), authorities))
                    .containsExactly(leaf, middle, root);
        }
        assertThat(ClientCertificate.completed(List.of(leaf), List.of(root))).containsExactly(leaf);
        assertThat(ClientCertificate.completed(List.of(leaf, middle), authorities))
                .containsExactly(leaf, middle);
    }

    private void generate(String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Collections.addAll(command, "-genkeypair", "-keyalg", "EC", "-alias", alias);
        Collections.addAll(command, "-dname", "CN=" + alias, "-storetype", "PKCS12");
        Collections.addAll(command, "-storepass", "changeit");
        Collections.addAll(command, "-keystore", directory.resolve("store").toString());
        Collections.addAll(command, more);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private X509Certificate certificate(String alias) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("store"))) {
            store.load(in, "changeit".toCharArray());
        }
        return (X509Certificate) store.getCertificate(alias);
    }
}
