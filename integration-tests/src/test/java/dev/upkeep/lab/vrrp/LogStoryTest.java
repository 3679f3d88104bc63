package dev.upkeep.lab.vrrp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// keepalived's log and ours of one story, line by line, with `-D` and by syslog: text, priority,
/// facility, name of the program. Of each instance the order counts as well. The differences that
/// are meant stand in `log-differences.tsv` and, with their reasons, in docs/compatibility.md.
@LabTest
class LogStoryTest {

    private static final Pattern MESSAGE =
            Pattern.compile("(?s)<(\\d+)>\\w{3} [ \\d]\\d [\\d:]{8} ([^\\[]+)\\[\\d+\\]: (.*)");

    private static final Pattern BETWEEN = Pattern.compile("(?=<\\d+>\\w{3} [ \\d]\\d [\\d:]{8} )");

    private final Lab lab = new Lab(Logs.of("log-story"));

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// A line of one daemon that the other has no counterpart of.
    private record Difference(String whose, Pattern lines, String reason) {

        boolean isOf(Program program) {
            return whose.startsWith(program == Program.UPKEEP ? "upkeep" : "keepalived");
        }

        boolean needed() {
            return !whose.endsWith("?");
        }
    }

    @Test
    void story_ofStartMasterBackupFaultReloadStop_isLoggedAlike() throws IOException {
        var theirs = played(Program.KEEPALIVED, 18);
        var ours = played(Program.UPKEEP, 19);
        Map<String, String> expected = bySubject(theirs.join());
        Map<String, String> got = bySubject(ours.join());
        for (Difference difference : differences()) {
            Map<String, String> side = difference.isOf(Program.UPKEEP) ? got : expected;
            boolean used = false;
            for (Map.Entry<String, String> each : side.entrySet()) {
                String rest = difference.lines().matcher(each.getValue()).replaceAll("");
                used |= !rest.equals(each.getValue());
                each.setValue(rest);
            }
            assertThat(used || !difference.needed()).as("%s is needed", difference).isTrue();
        }
        assertThat(got.keySet()).isEqualTo(expected.keySet());
        expected.forEach((subject, lines) ->
                assertThat(onceInARow(got.getOrDefault(subject, "")))
                        .as("Upkeep's lines about %s beside keepalived's", subject)
                        .isEqualTo(onceInARow(lines)));
    }

    /// Joins equal lines: how often a message comes in a row may depend on when the peer began.
    private static String onceInARow(String lines) {
        return lines.replaceAll("(?m)^(.*\n)\\1+", "$1");
    }

    @Test
    void differences_areDocumentedWithTheirReasons() throws IOException {
        String page =
                Files.readString(Lab.home().resolve("docs/compatibility.md"))
                        .replaceAll("\\s+", " ");
        for (Difference difference : differences()) {
            assertThat(page).contains(difference.reason());
        }
    }

    private CompletableFuture<String> played(Program program, int network) {
        LogStory story = new LogStory(lab, program, network);
        return CompletableFuture.supplyAsync(story::play);
    }

    /// The lines of each instance in their order; those of the daemon, whose processes write side
    /// by side, each once and sorted.
    private static Map<String, String> bySubject(String log) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String message : BETWEEN.splitAsStream(log).toList()) {
            var parts = MESSAGE.matcher(message.strip());
            if (parts.matches()) {
                String text = LogStory.normal(parts.group(3));
                List<String> own =
                        lines.computeIfAbsent(LogStory.subject(text), _ -> new ArrayList<>());
                String line = "<" + parts.group(1) + "> " + parts.group(2) + ": " + text;
                own.add(line);
            }
        }
        lines.computeIfPresent(
                LogStory.DAEMON, (_, all) -> new LinkedHashSet<>(all).stream().sorted().toList());
        return lines.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                each -> String.join("\n", each.getValue()) + "\n"));
    }

    private static List<Difference> differences() throws IOException {
        try (InputStream in = LogStoryTest.class.getResourceAsStream("log-differences.tsv")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells ->
                            new Difference(
                                    cells[0],
                                    Pattern.compile("(?m)^<\\d+> \\S+ (?:" + cells[1] + ")$\n"),
                                    cells[2]))
                    .toList();
        }
    }
}
