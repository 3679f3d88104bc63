package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.print.ConfigurationDump;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Notices a forgotten part of a keyword besides its declaration: a builder that reads it, a place
/// in the model, a getter.
class EveryKeywordTest {

    /// Keywords that act on others, so that a dump has those instead; blocks of old that hold the
    /// keywords of new ones.
    private static final Pattern MERGED =
            Pattern.compile(
                    """
                    global_defs/enable_snmp_rfc\
                    |vrrp_track_process/delay\
                    |vrrp_track_file/.*\
                    |garp_group/interface\
                    |virtual_server/(sh|mh)-(port|fallback)\
                    |virtual_server/weight\
                    |virtual_server/(real_server/)?(retry|delay_before_retry|warmup)\
                    |virtual_server/(real_server/)?(connect_timeout|delay_loop)\
                    |virtual_server/real_server/SMTP_CHECK/host/.*\
                    |.*/regex_stack\
                    """);

    @Test
    void keyword_withAnotherValueThanItsDefault_isInADump() {
        Map<String, Set<String>> dumped = new HashMap<>();
        for (Path file : Repository.files(Path.of("src/test/resources/dump"), ".conf")) {
            collect(ConfigurationDump.of(FakeSystem.read(file).configuration()), dumped);
        }
        assertThat(Schema.paths())
                .as(
                        "write it, with another value than its default, into a file of the directory"
                                + " dump, and read it in the builder of its block")
                .filteredOn(path -> path.node().canonical() == path.node())
                .filteredOn(path -> path.node().info().writeInstead() == null)
                .filteredOn(path -> !MERGED.matcher(path.path()).matches())
                .filteredOn(path -> {
                    Set<String> values = dumped.getOrDefault(path.path(), Set.of());
                    return values.stream().allMatch(value -> value.equals(path.node().byDefault()));
                })
                .extracting(Schema.Path::path)
                .isEmpty();
    }

    /// Adds every path of a dump with its words; a dump has one statement on a line.
    private static void collect(String dump, Map<String, Set<String>> into) {
        Deque<String> open = new ArrayDeque<>();
        for (String indented : dump.lines().toList()) {
            String line = indented.strip();
            if (line.equals("}")) {
                open.pop();
                continue;
            }
            int blank = (line + " ").indexOf(' ');
            String path = (open.isEmpty() ? "" : open.peek() + "/") + line.substring(0, blank);
            String words = line.substring(blank).strip();
            into.computeIfAbsent(path, _ -> new HashSet<>()).add(words);
            if (line.endsWith("{")) {
                open.push(path);
            }
        }
    }
}
