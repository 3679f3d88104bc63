package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.CheckerGlobals;
import dev.upkeep.config.model.CheckerGlobals.LogLevel;
import dev.upkeep.config.model.VirtualServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `checker_log_level`; times as in [OneBackend].
class CheckLogLevelTest {

    private static final VirtualServer WEB =
            service(
                    "10.0.0.9:80",
                    1,
                    null,
                    server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false)));

    private static final List<String> VERDICTS =
            List.of(
                    "TCP connection to [10.0.0.1]:tcp:80 success. (0.0 ms)",
                    "TCP_CHECK on service [10.0.0.1]:tcp:80 failed after 3 retries: refused. (0.0 ms)");

    @ParameterizedTest
    @EnumSource
    void level_decidesWhichLinesAboutAttemptsAreWritten(LogLevel level) {
        OneBackend backend = new OneBackend();
        backend.start(new CheckerGlobals(false, level, true), WEB);
        backend.advance(8); // good at 1 and 7 s
        backend.broken = true;
        backend.advance(16); // bad at 13, 16, 19, 22 s
        List<String> lines =
                backend.log.lines().stream().filter(line -> line.contains("TCP")).toList();
        assertThat(lines).containsAll(VERDICTS);
        assertThat(
                        lines.stream()
                                .filter(line ->
                                        line.contains("connection to [10.0.0.1]:tcp:80 failed")))
                .as("failed attempts")
                .hasSize(level.compareTo(LogLevel.FAILURES) >= 0 ? 4 : 0);
        assertThat(lines.stream().filter(line -> line.contains(" passed: ")))
                .as("good attempts")
                .hasSize(level == LogLevel.ATTEMPTS ? 1 : 0);
    }
}
