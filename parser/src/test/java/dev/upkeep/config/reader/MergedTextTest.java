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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"iproute_etc_dir", "iproute_usr_dir"})
    void namesOfTables_areLookedUpWhereTheFileSays(String keyword) throws IOException {
        Path names = Files.createDirectory(directory.resolve("names"));
        Files.writeString(names.resolve("rt_tables"), "77 blue\n");
        Files.writeString(
                file,
                """
                static_routes {
                    10.0.0.0/8 dev lo table blue
                }
                global_defs {
                    iproute_etc_dir %s
                    %s %s
                }
                """
                        .formatted(directory, keyword, names)); // the last line of a keyword counts
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
