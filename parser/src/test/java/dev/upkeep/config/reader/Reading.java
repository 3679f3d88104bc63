package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.HostAnswer;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.source.Word;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import dev.upkeep.config.syntax.StatementParser;
import dev.upkeep.config.syntax.WordInterner;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A reading without a schema: the statements as one line of text, and the findings.
public record Reading(String statements, List<Diagnostic> findings, List<Statement> tree) {

    /// Reads a text as the only file `test.conf` of a directory, as host `testhost`.
    public static Reading of(Path directory, String text) {
        try {
            Path file = directory.resolve("test.conf");
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            return ofFile(file.toString(), options());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reading ofFile(String pattern, ReaderOptions options) {
        DiagnosticCollector findings = new DiagnosticCollector();
        List<Statement> tree = new ArrayList<>();
        WordInterner words = new WordInterner();
        BlockCollector collector =
                new BlockCollector(
                        chunk ->
                                new StatementParser(
                                                chunk, words, (one, _) -> tree.add(one), findings)
                                        .parse(),
                        findings);
        new SourceReader(options, collector, findings).read(pattern);
        collector.finish();
        return new Reading(render(tree), findings.sorted(), tree);
    }

    static ReaderOptions options() {
        Map<String, String> environment = Map.of("HOME", "/root", "LOOP", "${_ENV LOOP}");
        return new ReaderOptions(
                "testhost", environment::get, Set.of(), new Random(1), true, new NoSystem());
    }

    /// Statements separated by `; `, blocks in braces, words that were quoted in quotes.
    private static String render(List<Statement> statements) {
        StringBuilder out = new StringBuilder();
        for (Statement statement : statements) {
            if (!out.isEmpty()) {
                out.append("; ");
            }
            for (Word word : statement.words()) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
                out.append(word.quoted() ? '"' + word.text() + '"' : word.text());
            }
            List<Statement> body = statement.body();
            if (body != null) {
                out.append(" {").append(render(body)).append('}');
            }
        }
        return out.toString();
    }

    /// The findings as `line:column id`, inside of definitions and files with the way to them.
    public String places() {
        StringBuilder out = new StringBuilder();
        for (Diagnostic finding : findings) {
            if (!out.isEmpty()) {
                out.append("; ");
            }
            SourceLocation where = finding.where();
            out.append(where.line()).append(':').append(where.column());
            out.append(' ').append(finding.code().id());
        }
        return out.toString();
    }

    /// A machine that has nothing.
    static final class NoSystem implements SystemView {
        @Override
        public int mtu(String interfaceName) {
            return 1500;
        }

        @Override
        public Set<String> interfaces() {
            return Set.of();
        }

        @Override
        public boolean interfaceExists(String name) {
            return false;
        }

        @Override
        public @Nullable FileStatus status(String path) {
            return null;
        }

        @Override
        public @Nullable String realPath(String path) {
            return null;
        }

        @Override
        public @Nullable String interpreter(String path) {
            return null;
        }

        @Override
        public boolean hasAddress(IpAddress address) {
            return true;
        }

        @Override
        public @Nullable IpAddress sourceAddress(String interfaceName, Family family) {
            return null;
        }

        @Override
        public @Nullable Account user(String name) {
            return null;
        }

        @Override
        public @Nullable Integer group(String name) {
            return null;
        }

        @Override
        public boolean superuser() {
            return true;
        }

        @Override
        public HostAnswer resolve(String name) {
            return HostAnswer.UNKNOWN;
        }

        @Override
        public String hostName() {
            return "testhost";
        }

        @Override
        public @Nullable Integer routeNumber(RouteTable table, String name) {
            return null;
        }
    }
}
