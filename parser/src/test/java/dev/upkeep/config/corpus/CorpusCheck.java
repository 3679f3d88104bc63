package dev.upkeep.config.corpus;

import dev.upkeep.config.reader.ConfigTestStatus;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Checks a folder of real configurations whose verdicts by keepalived were recorded.
///
/// Usage: `CorpusCheck DIRECTORY [-v] [FILE...]`. The directory holds `oracle.tsv` (file, exit
/// status), the configurations, and `oracle/NAME.log` with keepalived's messages. For every file
///
/// - our verdict class must be keepalived's (nothing to report, reported, script security);
/// - each line keepalived complains about must be named by one of ours, or lie in a block that we
///   skipped whole, or in the remains of one that keepalived took apart.
///
/// The exceptions in `corpus-exceptions.tsv` (file, reason) are left out of the count; one that is
/// not needed any more is a failure as well. Exit status 0 when all is well, 1 otherwise. With
/// `-v`, what was found for each file.
///
/// Files below `/etc/keepalived` are seen if they exist; the verdicts were recorded with an empty
/// directory there.
public final class CorpusCheck {

    private static final int MAX_EXCEPTIONS = 10;

    private final Path corpus;
    private final PrintStream out;
    private final boolean verbose;
    private final Map<String, String> exceptions;
    private int files;
    private int lines;
    private int failures;
    private int excused;

    private CorpusCheck(
            Path corpus, PrintStream out, boolean verbose, Map<String, String> exceptions) {
        this.corpus = corpus;
        this.out = out;
        this.verbose = verbose;
        this.exceptions = exceptions;
    }

    /// The command line.
    public static void main(String[] arguments) throws IOException {
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean verbose = names.remove("-v");
        if (names.isEmpty()) {
            System.err.println("usage: CorpusCheck DIRECTORY [-v] [FILE...]");
            System.exit(2);
        }
        Path corpus = Path.of(names.removeFirst());
        CorpusCheck check = new CorpusCheck(corpus, System.out, verbose, exceptions());
        System.exit(check.run(Set.copyOf(names)) ? 0 : 1);
    }

    private static Map<String, String> exceptions() throws IOException {
        Map<String, String> exceptions = new TreeMap<>();
        try (var in = CorpusCheck.class.getResourceAsStream("/corpus-exceptions.tsv")) {
            if (in == null) {
                return exceptions;
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                int tab = line.indexOf('\t');
                if (!line.startsWith("#") && tab > 0) {
                    exceptions.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
        }
        return exceptions;
    }

    private boolean run(Set<String> only) throws IOException {
        if (OracleHost.differs()) {
            out.println(
                    "note: /etc/keepalived is not empty; includes of it may be answered otherwise");
        }
        List<String> table = Files.readAllLines(corpus.resolve("oracle.tsv"));
        for (String row : table.subList(1, table.size())) {
            String name = row.substring(0, row.indexOf('\t'));
            String status = row.substring(name.length() + 1).replaceFirst("\t.*", "");
            if (only.isEmpty() || only.contains(name)) {
                check(name, Integer.parseInt(status));
            }
        }
        boolean tooMany = exceptions.size() > MAX_EXCEPTIONS;
        out.printf(
                "%d files, %d lines with complaints: %d failed, %d excepted%s%n",
                files, lines, failures, excused, tooMany ? " (too many)" : "");
        return failures == 0 && !tooMany;
    }

    private void check(String name, int status) throws IOException {
        files++;
        String log = name.replaceFirst("\\.conf$", ".log");
        Oracle oracle = Oracle.read(status, corpus.resolve("oracle").resolve(log));
        Path directory = Files.createTempDirectory("corpus");
        Path copy = directory.resolve("conf");
        List<String> problems = new ArrayList<>();
        ReadResult result;
        Covered covered;
        try {
            Files.copy(corpus.resolve(name), copy);
            result = read(copy);
            covered = Covered.of(copy, result.diagnostics());
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(directory);
        }
        Oracle.Verdict verdict = Oracle.Verdict.of(ConfigTestStatus.of(result.diagnostics()));
        if (oracle.verdict() != Oracle.Verdict.CRASHED && verdict != oracle.verdict()) {
            problems.add("verdict " + verdict + ", keepalived's " + oracle.verdict());
        }
        for (Map.Entry<Integer, List<String>> each : oracle.complaints().entrySet()) {
            lines++;
            if (!covered.covers(each.getKey(), each.getValue())) {
                problems.add("line " + each.getKey() + " not named: " + each.getValue().getFirst());
            }
        }
        report(name, problems, result.diagnostics());
    }

    private void report(String name, List<String> problems, List<Diagnostic> findings) {
        String exception = exceptions.get(name);
        boolean failed = problems.isEmpty() == (exception != null);
        if (failed) {
            failures++;
        } else if (exception != null) {
            excused++;
        }
        if (failed || verbose) {
            out.println(name + ": " + (failed ? "FAILED" : exception == null ? "ok" : "excepted"));
            problems.forEach(problem -> out.println("  " + problem));
            if (failed && problems.isEmpty()) {
                out.println("  the exception is not needed any more");
            }
            if (verbose) {
                findings.forEach(finding -> out.println("    " + DiagnosticLine.of(finding)));
            }
        }
    }

    private static ReadResult read(Path file) {
        ReaderOptions options =
                new ReaderOptions(
                        "testhost",
                        variable -> null,
                        Set.of(),
                        new Random(1),
                        true,
                        new OracleHost());
        return ConfigurationReader.read(file.toString(), options);
    }
}
