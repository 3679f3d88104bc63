package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Route;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readings for other purposes than the meaning: all includes as one text, and words by line.
class MergedTextTest {
    private static final ReaderOptions OPTIONS = Reading.options();

    @TempDir private Path directory;

    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        Path part = directory.resolve("part.inc");
        Files.writeString(part, "virtual_ipaddress {\n  10.9.9.9/24 ! here\n}\n");
        file = directory.resolve("test.conf");
        Files.writeString(
                file,
                "$X=5\n# of this host\nvrrp_instance V {\n    priority ${X}0\n    include "
                        + part
                        + "\n}\n");
    }

    /// The form is that of the file that keepalived 2.2.7 saved.
    @Test
    void text_hasItsIncludes_andItsDefinitionsAsTheyStand() {
        assertThat(MergedText.read(file.toString(), OPTIONS).replace(directory + "/", ""))
                .isEqualTo(
                        """
                        # test.conf
                        $X=5

                        vrrp_instance V {
                        priority ${X}0

                        # part.inc
                        virtual_ipaddress {
                        10.9.9.9/24 ! here
                        }
                        !
                        }
                        !
                        """);
    }

    @Test
    void lines_areExpanded() {
        assertThat(WrittenLines.read(file.toString(), OPTIONS))
                .containsExactly(
                        List.of("vrrp_instance", "V"),
                        List.of("priority", "50"),
                        List.of("virtual_ipaddress"),
                        List.of("10.9.9.9/24"));
    }

    @Test
    void namesOfTables_areLookedUpWhereTheFileSays() throws IOException {
        Files.writeString(directory.resolve("rt_tables"), "77 blue\n");
        Files.writeString(
                file,
                "static_routes {\n 10.0.0.0/8 dev lo table blue\n}\nglobal_defs {\n iproute_etc_dir "
                        + directory
                        + "\n}\n");
        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());
        assertThat(read.diagnostics())
                .filteredOn(found -> found.message().contains("blue"))
                .isEmpty();
        assertThat(read.configuration().statics().routes())
                .extracting(Route::toString)
                .singleElement()
                .asString()
                .contains("77");
        ReadResult cached =
                ConfigurationReader.read(
                        file.toString(), ReaderOptions.ofThisProcess(), new ReadCache());
        assertThat(cached.configuration()).isEqualTo(read.configuration());
    }
}
