package dev.upkeep.config.reader;

import dev.upkeep.config.report.DiagnosticExcerpt;
import dev.upkeep.config.report.DiagnosticJson;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads arbitrary bytes as a configuration, with everything that is done with the result. The
/// entry for Jazzer, which finds inputs by the code they reach; an hour of it from the top level:
///
/// ```
/// mvn -Pfuzz -pl parser test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz.cp
/// CP="parser/target/classes:parser/target/test-classes:$(cat parser/target/fuzz.cp)"
/// java -cp "$CP" dev.upkeep.config.reader.FuzzMaterial target/fuzz
/// java -XX:+EnableDynamicAgentLoading -Xmx700m -Djava.io.tmpdir=/dev/shm -cp "$CP" \
///     com.code_intelligence.jazzer.Jazzer --target_class=dev.upkeep.config.reader.ReaderFuzz \
///     --instrumentation_includes='dev.upkeep.**' --custom_hook_includes='dev.upkeep.**' \
///     -dict=target/fuzz/words.dict -max_len=4096 -max_total_time=3600 -timeout=300 \
///     -rss_limit_mb=2048 -print_final_stats=1 target/fuzz/found target/fuzz/inputs
/// ```
///
/// `-Xmx700m` bounds the memory of every reading. An input that fails is left as `crash-*`,
/// `timeout-*` or `oom-*`.
public final class ReaderFuzz {

    private static final Path FILE = file();

    /// Of all readings; what it gives must not depend on those before.
    private static final ReadCache CACHE = new ReadCache();

    private ReaderFuzz() {}

    private static Path file() {
        try {
            Path file = Files.createTempDirectory("fuzz").resolve("fuzz.conf");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        read(input);
    }

    /// Reads an input; a defect shows as an exception.
    static List<Diagnostic> read(byte[] input) throws IOException {
        Files.write(FILE, input);
        Map<String, String> environment = Map.of("HOME", "/root", "LOOP", "${_ENV LOOP}");
        ReaderOptions options =
                new ReaderOptions(
                        "testhost",
                        environment::get,
                        Set.of(),
                        () -> 4, // the same however often a text is read
                        true,
                        new Reading.NoSystem());
        ReadResult result = ConfigurationReader.read(FILE.toString(), options);
        if (!result.equals(ConfigurationReader.read(FILE.toString(), options, CACHE))) {
            throw new IllegalStateException("another result with a cache");
        }
        if (result.configuration().toString().isEmpty()) {
            throw new IllegalStateException("a configuration without content");
        }
        try (DiagnosticExcerpt excerpt = new DiagnosticExcerpt(true)) {
            int shown = 0;
            for (Diagnostic each : result.diagnostics()) {
                DiagnosticLine.of(each);
                if (shown++ < 100) {
                    excerpt.of(each);
                }
            }
        }
        DiagnosticJson.of(result.diagnostics());
        return result.diagnostics();
    }
}
