package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The dump of a configuration reads back to an equal one. A folder of further configurations may
/// be named by the system property `upkeep.corpus`.
class DumpTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Path> files() {
        String corpus = System.getProperty("upkeep.corpus");
        return Stream.of(
                        Repository.files(Repository.path("examples"), ".conf"),
                        Repository.files(Path.of("src/test/resources/dump"), ".conf"),
                        Repository.files(Path.of("src/test/resources/bad"), ".conf"),
                        corpus == null
                                ? List.<Path>of()
                                : Repository.files(Path.of(corpus), ".conf"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("files")
    void dump_readAgain_meansTheSame(Path file, @TempDir Path directory) throws IOException {
        Configuration first = FakeSystem.read(file).configuration();
        Path dump = directory.resolve("dump.conf");
        Files.writeString(dump, ConfigurationDump.of(first));
        assertThat(FakeSystem.read(dump).configuration()).isEqualTo(first);
    }

    static Stream<Path> golden() {
        return Stream.of(
                        Repository.files(Repository.path("examples"), ".conf"),
                        Repository.files(Path.of("src/test/resources/dump"), ".conf"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void dump_ofExample_isTheReviewedOne(Path file) throws IOException {
        String name = file.getName(file.getNameCount() - 2) + "-" + file.getFileName();
        Path expected = GOLDEN.resolve(name);
        String dump = ConfigurationDump.of(FakeSystem.read(file).configuration());
        if (Repository.REWRITE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(expected, dump);
        }
        assertThat(dump).isEqualTo(Files.readString(expected));
    }
}
