package dev.upkeep.config.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with `glob(3)` with `GLOB_BRACE` for the same files.
class GlobTest {

    @TempDir Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void pattern_findsFilesInOrder(String name, String pattern, List<String> files)
            throws IOException {
        for (String file :
                List.of("b.conf", "a.conf", ".hidden.conf", "c.txt", "x*y", "sub/d.conf")) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }

        assertEquals(files, Glob.find(pattern, directory).files());
    }

    static Stream<Arguments> pattern_findsFilesInOrder() {
        return Stream.of(
                arguments("plain name", "a.conf", List.of("a.conf")),
                arguments("star, sorted, no hidden", "*.conf", List.of("a.conf", "b.conf")),
                arguments("hidden when asked", ".*.conf", List.of(".hidden.conf")),
                arguments("one character", "?.conf", List.of("a.conf", "b.conf")),
                arguments("set", "[bc].conf", List.of("b.conf")),
                arguments("range", "[a-c].*", List.of("a.conf", "b.conf", "c.txt")),
                arguments("negated set", "[!a].conf", List.of("b.conf")),
                arguments("set that is not closed", "[a.conf", List.of()),
                arguments("escaped star", "x\\*y", List.of("x*y")),
                arguments("directory", "*/*.conf", List.of("sub/d.conf")),
                arguments(
                        "alternatives keep their order", "{b,a}.conf", List.of("b.conf", "a.conf")),
                arguments(
                        "nested alternatives",
                        "{c.txt,{b,a}.conf}",
                        List.of("c.txt", "b.conf", "a.conf")),
                arguments("alternative twice", "{a,a}.conf", List.of("a.conf", "a.conf")),
                arguments("brace that is not closed", "{a.conf", List.of()),
                arguments("nothing", "", List.of()));
    }

    @Test
    void alternativeWithoutFile_isNamed() throws IOException {
        Files.writeString(directory.resolve("a"), "");

        Glob.Matches found = Glob.find("{a,b,c*}", directory);

        assertTrue(found.braces());
        assertEquals(
                List.of(new Glob.Missing("b", false), new Glob.Missing("c*", true)),
                found.missing());
    }

    @Test
    void manyStars_endSoon() {
        assertFalse(Glob.matches("*a".repeat(50), "a".repeat(49) + "b"));
        assertTrue(Glob.matches("*a*b*", "xxaxxbxx"));
    }

    @Test
    void alternativesWithoutBound_areCut() {
        assertTrue(Glob.find("{a,b}".repeat(40), directory).missing().size() <= 8192);
    }
}
