package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.HmacAuthentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmacSecretsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir private Path directory;

    private static @Nullable HmacAuthentication resolved(String key) {
        return HmacSecrets.resolve(
                "VI_1",
                new HmacAuthentication(
                        List.of(new HmacAuthentication.Key(1, key)),
                        1,
                        Duration.ofSeconds(5),
                        HmacAuthentication.AntiReplay.TIME,
                        HmacAuthentication.Mode.ENFORCE));
    }

    @Test
    void resolve_file_isReadAsIfWrittenInLine() throws IOException {
        Path file = directory.resolve("key");
        for (String content : List.of(SECRET + "\n", "hex:" + "30".repeat(32) + "\n")) {
            Files.writeString(file, content);
            HmacAuthentication hmac = Objects.requireNonNull(resolved("file:" + file));
            byte[] secret = Objects.requireNonNull(hmac.secret(1));

            assertThat(new String(secret, StandardCharsets.UTF_8))
                    .isEqualTo(content.startsWith("hex") ? "0".repeat(32) : SECRET);
        }
    }

    @Test
    void resolve_activeKeyUnreadableOrShort_switchesItOff() throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, "short");

        assertThat(resolved("file:" + file)).isNull();
        assertThat(resolved("file:" + directory.resolve("nothing"))).isNull();
    }
}
