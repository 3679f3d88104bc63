package dev.upkeep.config.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rows that [KeywordOracleTest] compares are complete.
class KeywordRowTest {

    @Test
    void rows_haveEveryKeywordOfTheSchema() throws IOException {
        List<String> rows = KeywordRow.all(Path.of("")).stream().map(KeywordRow::path).toList();
        List<String> schema = Schema.paths().stream().map(Schema.Path::path).toList();
        assertThat(rows).containsAll(schema).doesNotHaveDuplicates();
    }

    @Test
    void row_standsInItsBlock_andReplacesTheLineOfItsKeyword() throws IOException {
        KeywordRow row =
                KeywordRow.all(Path.of("")).stream()
                        .filter(each -> each.path().equals("vrrp_instance/interface"))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.text())
                .contains("vrrp_instance V {\n", "    interface eth1\n")
                .doesNotContain("interface eth0\n    virtual_router_id");
    }
}
