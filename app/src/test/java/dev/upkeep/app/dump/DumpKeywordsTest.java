package dev.upkeep.app.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keywords of `global_defs` about dumps, from the text to the names of the files.
class DumpKeywordsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "router_id x, /run/keepalived.data, /run/keepalived.stats, /run/keepalived.json",
        "state_dump_file mine, /run/mine.data, /run/keepalived.stats, /run/keepalived.json",
        "state_dump_file /x/, /x/keepalived.data, /run/keepalived.stats, /run/keepalived.json",
        "stats_dump_file /x/s, /run/keepalived.data, /x/s, /run/keepalived.json",
        "json_dump_file j, /run/keepalived.data, /run/keepalived.stats, /run/j",
    })
    void files_haveTheNamesOfTheirKeywords(String line, String data, String stats, String json) {
        DumpPaths paths = new DumpPaths(Path.of("/run"), configuration(line));

        assertThat(paths.data("")).hasToString(data);
        assertThat(paths.statistics()).hasToString(stats);
        assertThat(paths.json()).hasToString(json);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"json_version 1, [", "json_version 2, {"})
    void json_hasTheLayoutOfItsVersion(String line, String beginning) {
        int version = configuration(line).global().daemon().files().jsonVersion();

        assertThat(VrrpJson.of(DumpTexts.master(), version, Secrets.MASKED)).startsWith(beginning);
    }

    private static Configuration configuration(String line) {
        return Configurations.of("global_defs {\n" + line + "\n}\n");
    }
}
