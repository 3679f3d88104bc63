package dev.upkeep.config.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.upkeep.config.assemble.SchemaBinder;
import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.Chunk;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import dev.upkeep.config.syntax.StatementParser;
import dev.upkeep.config.syntax.WordInterner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A large text gives on several threads what it gives on one.
class BlockPipelineTest {

    private static final String[] SERVER_LINES = {
        "weight 3", "weigth 3", "weight 99999", "inhibit_on_failure", "TCP_CHECK { retry 2 }", "{ }"
    };

    @TempDir Path directory;

    @Test
    void largeText_onSeveralThreads_asOnOne() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            Path file = directory.resolve("test.conf");
            Files.writeString(file, text(random, 3000));

            ReadResult parallel = ConfigurationReader.read(file.toString(), options());

            ReadResult sequential = sequential(file.toString());
            String where = "seed " + seed + ", round " + round;
            assertEquals(sequential.diagnostics(), parallel.diagnostics(), where);
            assertEquals(sequential.configuration(), parallel.configuration(), where);
        }
    }

    private static String text(Random random, int services) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < services; i++) {
            text.append("virtual_server 10.0.").append(i / 250).append('.').append(i % 250);
            text.append(" 80 {\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
            int servers = 1 + random.nextInt(8);
            for (int server = 0; server < servers; server++) {
                text.append("  real_server 10.9.0.").append(server).append(" 80 {\n    ");
                text.append(SERVER_LINES[random.nextInt(SERVER_LINES.length)]).append("\n  }\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static ReadResult sequential(String file) {
        DiagnosticCollector findings = new DiagnosticCollector();
        List<Chunk> chunks = new ArrayList<>();
        BlockCollector collector = new BlockCollector(chunks::add, findings);
        new SourceReader(options(), collector, findings).read(file);
        collector.finish();
        assertTrue(chunks.size() > 4, "the text is too small for this test");
        SchemaBinder binder = new SchemaBinder(new FakeSystem(), _ -> null);
        List<SchemaBinder.Part> parts = new ArrayList<>();
        for (Chunk chunk : chunks) {
            new StatementParser(
                            chunk,
                            new WordInterner(),
                            (statement, mark) -> parts.add(binder.bind(statement, mark, findings)),
                            findings)
                    .parse();
        }
        Configuration configuration = binder.build(parts, findings);
        return new ReadResult(configuration, findings.sorted());
    }

    /// Whichever thread meets it, a defect reaches the caller, and nobody waits for ever.
    @Test
    void binderFails_readingThrows() throws IOException {
        Path file = directory.resolve("test.conf");
        Files.writeString(
                file, "static_ipaddress {\n  10.0.0.1/24 scope there\n}\n".repeat(10_000));
        SchemaBinder binder = new SchemaBinder(new Failing(), _ -> null);
        BlockPipeline pipeline = new BlockPipeline(binder);
        DiagnosticCollector findings = new DiagnosticCollector();
        BlockCollector collector = new BlockCollector(pipeline, findings);

        assertThrows(
                IllegalStateException.class,
                () -> {
                    new SourceReader(options(), collector, findings).read(file.toString());
                    collector.finish();
                    pipeline.finish(findings);
                });
    }

    private static final class Failing extends FakeSystem {
        @Override
        public Integer routeNumber(RouteTable table, String name) {
            throw new IllegalStateException("a defect");
        }
    }

    private static ReaderOptions options() {
        return new ReaderOptions(
                "testhost", _ -> null, Set.of(), new Random(1), true, new FakeSystem());
    }
}
