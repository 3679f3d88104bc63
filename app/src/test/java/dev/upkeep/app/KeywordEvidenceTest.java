package dev.upkeep.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every keyword stands by name in the text of a test outside the parser, or has a reason why not.
///
/// A name in a text is not yet an assertion: this test finds the keyword that nobody thought of.
class KeywordEvidenceTest {

    private static final Path PROJECT = Path.of("..");
    private static final List<String> TESTS =
            List.of(
                    "netlink/src/test",
                    "vrrp/src/test",
                    "checkers/src/test",
                    "app/src/test/java",
                    "integration-tests/src/test");

    /// Text blocks and string literals of Java.
    private static final Pattern TEXTS =
            Pattern.compile(
                    "\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"",
                    Pattern.DOTALL);

    private static final Pattern WORDS = Pattern.compile("[\\w^-]+");

    @Test
    void keyword_hasATestByName_orAReason() throws IOException {
        Map<String, String> reasons = reasons();
        Set<String> tested = words();

        Set<String> without = new TreeSet<>();
        for (Schema.Path path : Schema.paths()) {
            if (!tested.contains(path.node().name())) {
                without.add(path.node().name());
            }
        }

        assertThat(without)
                .as("keywords without a test outside the parser; the reasons: %s", reasons)
                .containsExactlyInAnyOrderElementsOf(reasons.keySet());
    }

    /// Lines `keyword: reason`.
    private static Map<String, String> reasons() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/keywords-without-a-test.txt"))
                .stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static Set<String> words() throws IOException {
        Set<String> words = new TreeSet<>();
        for (String directory : TESTS) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(directory))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    WORDS.matcher(text(file)).results().map(MatchResult::group).forEach(words::add);
                }
            }
        }
        return words;
    }

    /// What a test says in quotes; all of a file that is not Java.
    private static String text(Path file) throws IOException {
        String content = Files.readString(file);
        if (!file.toString().endsWith(".java")) {
            return content;
        }
        return TEXTS.matcher(content)
                .results()
                .map(found ->
                        found.group("block") != null ? found.group("block") : found.group("text"))
                .collect(joining("\n"))
                .replace("\\n", "\n");
    }
}
