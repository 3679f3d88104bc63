package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The ledger of what is read but not yet acted on: a keyword leaves the list in the change that
/// gives it its effect.
class NotYetInEffectTest {
    private static final Path LEDGER = Path.of("src/test/resources/not-yet-in-effect.txt");

    @Test
    void keywordsWithoutEffect_areThoseOfTheLedger() throws IOException {
        List<String> now =
                Schema.paths().stream()
                        .filter(path -> path.node().info().isMissing())
                        .map(Schema.Path::path)
                        .toList();
        if (Repository.REWRITE) {
            Files.write(LEDGER, now);
        }
        assertThat(now).isEqualTo(Files.readAllLines(LEDGER));
    }
}
