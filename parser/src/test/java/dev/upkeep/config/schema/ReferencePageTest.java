package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.print.Explanation;
import dev.upkeep.config.print.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path PAGE = Repository.path("docs/configuration.md");
    private static final Path MANUAL = Repository.path("app/src/man/keepalived.conf.5");

    @Test
    void page_inTheRepository_isWhatTheSchemaSays() throws IOException {
        isWhatTheSchemaSays(PAGE, ReferencePage.text());
    }

    @Test
    void manualPage_inTheRepository_isWhatTheSchemaSays() throws IOException {
        isWhatTheSchemaSays(MANUAL, ReferencePage.manual());
    }

    private static void isWhatTheSchemaSays(Path page, String text) throws IOException {
        if (Repository.REWRITE) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("stale: run the test with -Dupkeep.rewrite=true and review")
                .isEqualTo(text);
    }

    @Test
    void everyKeyword_hasHelpThatIsASentence() {
        for (Schema.Path path : Schema.paths()) {
            assertThat(path.node().info().help()).as(path.path()).matches("[A-Za-z0-9].{3,110}[.]");
        }
    }

    @Test
    void explanation_ofPath_isThatEntryAlone() {
        assertThat(Explanation.of("vrrp_instance/priority"))
                .startsWith("vrrp_instance/priority <priority 1..255>")
                .contains("Default: 100")
                .doesNotContain("bfd");
    }

    @Test
    void explanation_ofKeyword_hasEachPlace() {
        assertThat(Explanation.of("weight"))
                .contains("virtual_server/weight ")
                .contains("virtual_server/real_server/weight ")
                .contains("vrrp_script/weight ");
    }

    @Test
    void explanation_ofUnknownWord_isNoneButASuggestion() {
        assertThat(Explanation.of("prioritty")).isNull();
        assertThat(Explanation.suggestion("prioritty")).isEqualTo("priority");
    }
}
