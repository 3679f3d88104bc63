package dev.upkeep.config.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every keyword of the schema in the smallest legal file, read by us and by keepalived 2.2.7.
@Tag("lab")
class KeywordOracleTest {
    private static final Path MODULE =
            Path.of(System.getProperty("lab.home", ".."), "parser").normalize();

    @TempDir static Path directory;
    private static List<KeywordRow> rows = List.of();

    /// Version that brought a keyword, for those that 2.2.7 does not know.
    private static final Map<String, String> SINCE = new HashMap<>();

    /// Keywords that another one replaced.
    private static final Set<String> OLD = new HashSet<>();

    @BeforeAll
    static void askKeepalived() throws IOException, InterruptedException {
        for (Schema.Path path : Schema.paths()) {
            String since = path.node().info().since();
            if (since != null) {
                SINCE.put(path.path(), since);
            }
            if (path.node().info().writeInstead() != null) {
                OLD.add(path.path());
            }
        }
        rows = KeywordRow.all(MODULE);
        for (int i = 0; i < rows.size(); i++) {
            Files.writeString(file(i), rows.get(i).text());
        }
        Keepalived.judge(directory);
    }

    private static Path file(int row) {
        return directory.resolve("%04d.conf".formatted(row));
    }

    @Test
    void verdict_isThatOfKeepalived_butForTheListedRows() throws IOException {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (newer(rows.get(i).path()) != null) {
                continue;
            }
            Oracle.Verdict theirs = Keepalived.verdict(file(i));
            Oracle.Verdict ours = ours(file(i));
            if (ours != theirs) {
                differences.add(rows.get(i).path() + "\t" + ours + "\t" + theirs);
            }
        }
        Path list = MODULE.resolve(KeywordRow.DIRECTORY).resolve("differences.tsv");
        List<String> listed =
                Files.readAllLines(list).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.lastIndexOf('\t')))
                        .toList();
        assertThat(differences).isEqualTo(listed);
    }

    @Test
    void newerKeyword_isUnknownToKeepalived_andCleanHere() throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            String newer = newer(rows.get(i).path());
            if (newer != null) {
                assertThat(Keepalived.messages(file(i)))
                        .as(rows.get(i).path())
                        .contains("Unknown keyword '" + newer + "'");
                if (!OLD.contains(rows.get(i).path())) {
                    assertThat(ours(file(i))).as(newer).isEqualTo(Oracle.Verdict.CLEAN);
                }
            }
        }
    }

    /// The keyword of a path that 2.2.7 does not know, be it that of a block around; null when it
    /// knows them all.
    private static @Nullable String newer(String path) {
        String block = path;
        String found = null;
        while (!block.isEmpty()) {
            if (SINCE.containsKey(block)) {
                found = block.substring(block.lastIndexOf('/') + 1);
            }
            block = block.substring(0, Math.max(block.lastIndexOf('/'), 0));
        }
        return found;
    }

    private static Oracle.Verdict ours(Path file) {
        ReadResult result =
                ConfigurationReader.read(
                        file.toString(),
                        new ReaderOptions(
                                "testhost",
                                variable -> null,
                                Set.of(),
                                new Random(1),
                                true,
                                new OracleHost()));
        return Oracle.Verdict.of(ConfigTestStatus.of(result.diagnostics()));
    }
}
