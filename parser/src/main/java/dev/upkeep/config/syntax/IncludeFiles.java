package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens the files of a configuration: the main pattern, and what `include` names. While a file is
/// read, relative names are relative to its directory, and `include_check` holds to its end.
final class IncludeFiles {

    /// Takes the lines of the files in order.
    interface LineTaker {

        /// Takes one line.
        ///
        /// @param text the line; the taker may change it
        /// @param length of the line; -1 at the end of the file
        void line(char[] text, int length, Source source, int number);
    }

    private final Consumer<Diagnostic> findings;
    private final LineTaker taker;
    private final Consumer<String> opened;

    /// Real paths of the files that are open, outermost first.
    private final List<Path> open = new ArrayList<>();

    private Path directory = Path.of("").toAbsolutePath();
    private String shownDirectory = "";
    private @Nullable String pwd;
    private Set<IncludeCheck> standing;

    /// @param opened gets the name of each file that is opened
    IncludeFiles(
            Set<IncludeCheck> checks,
            Consumer<Diagnostic> findings,
            LineTaker taker,
            Consumer<String> opened) {
        this.opened = opened;
        this.standing = checks;
        this.findings = findings;
        this.taker = taker;
    }

    /// The value of `$_PWD`: the directory of the file that is read, links resolved.
    String workingDirectory() {
        String known = pwd;
        if (known == null) {
            try {
                known = directory.toRealPath().toString();
            } catch (IOException gone) {
                known = directory.normalize().toString();
            }
            pwd = known;
        }
        return known;
    }

    /// Changes the set of `include_check` until the end of the current file.
    void changeChecks(Set<IncludeCheck> checks) {
        standing = checks;
    }

    Set<IncludeCheck> checks() {
        return standing;
    }

    /// Reads the main file or files; here every problem is fatal.
    void readMain(String pattern) {
        SourceLocation where = new SourceLocation(new Source(pattern, null), 0, 0);
        Glob.Matches matches = Glob.find(pattern, directory);
        if (matches.files().isEmpty()) {
            fatal(
                    DiagnosticCode.SOURCE_MISSING,
                    where,
                    "configuration file '" + pattern + "' does not exist");
            return;
        }
        if (matches.files().size() > 1) {
            findings.accept(
                    new Diagnostic(
                            Severity.WARNING,
                            DiagnosticCode.SOURCE_SEVERAL,
                            where,
                            "'" + pattern + "' matches " + matches.files().size() + " files",
                            "all are read, in sorted order"));
        }
        for (String file : matches.files()) {
            Source source = new Source(file, null);
            String problem = readFile(file, source);
            if (problem != null) {
                fatal(
                        DiagnosticCode.SOURCE_UNREADABLE,
                        new SourceLocation(source, 0, 0),
                        "configuration file '" + file + "' " + problem);
            }
        }
    }

    private void fatal(DiagnosticCode code, SourceLocation where, String message) {
        findings.accept(new Diagnostic(Severity.FATAL, code, where, message, null));
    }

    /// Reads what an include line names.
    ///
    /// @param extra checks of the variant of the keyword
    /// @param where the pattern
    void include(String pattern, Set<IncludeCheck> extra, SourceLocation where) {
        Set<IncludeCheck> checks = EnumSet.noneOf(IncludeCheck.class);
        checks.addAll(standing);
        checks.addAll(extra);
        Glob.Matches matches = Glob.find(pattern, directory);
        for (Glob.Missing missing : matches.missing()) {
            IncludeCheck kind =
                    missing.wildcard()
                            ? IncludeCheck.WILDCARD_MATCH
                            : matches.braces() ? IncludeCheck.BRACE_MATCH : IncludeCheck.MATCH;
            String what = missing.wildcard() ? "no file matches '" : "there is no file '";
            problem(kind, checks, where, what + missing.pattern() + "'");
        }
        for (String file : matches.files()) {
            String shown = file.startsWith("/") ? file : shownDirectory + file;
            String problem = readFile(file, new Source(shown, where));
            if (problem != null) {
                problem(IncludeCheck.READABLE, checks, where, "file '" + file + "' " + problem);
            }
        }
    }

    private void problem(
            IncludeCheck kind, Set<IncludeCheck> checks, SourceLocation where, String message) {
        DiagnosticCode code =
                switch (kind) {
                    case READABLE -> DiagnosticCode.INCLUDE_UNREADABLE;
                    case MATCH -> DiagnosticCode.INCLUDE_MISSING;
                    case WILDCARD_MATCH -> DiagnosticCode.INCLUDE_NO_MATCH;
                    case BRACE_MATCH -> DiagnosticCode.INCLUDE_MISSING_ALTERNATIVE;
                };
        if (checks.contains(kind)) {
            fatal(code, where, message);
        } else {
            findings.accept(
                    new Diagnostic(
                            Severity.HINT,
                            code,
                            where,
                            message,
                            "skipped; includea or include_check makes this an error"));
        }
    }

    /// Reads a file to its end; gives what is wrong with it, or null.
    private @Nullable String readFile(String name, Source source) {
        Path path = Glob.resolve(directory, name);
        if (path == null) {
            return "cannot be a file name";
        }
        Path real;
        try {
            real = path.toRealPath();
            String unsuitable = unsuitable(real);
            if (unsuitable != null) {
                return unsuitable;
            }
        } catch (IOException e) {
            return "cannot be read: " + reason(e);
        }
        SourceLocation from = source.from();
        if (open.contains(real) && from != null) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            DiagnosticCode.INCLUDE_CYCLE,
                            from,
                            "file '" + name + "' includes itself: " + cycle(real),
                            "remove one of the include lines"));
            return null;
        }
        if (open.size() > Expander.MAX_DEPTH) {
            return "is the innermost of more than " + Expander.MAX_DEPTH + " includes";
        }
        try (InputStream in = Files.newInputStream(real)) {
            opened.accept(source.name());
            readLines(new PhysicalLines(in), name, path, real, source);
            return null;
        } catch (IOException e) {
            return "cannot be read: " + reason(e);
        }
    }

    private void readLines(PhysicalLines lines, String name, Path path, Path real, Source source)
            throws IOException {
        Path outerDirectory = directory;
        String outerShown = shownDirectory;
        String outerPwd = pwd;
        Set<IncludeCheck> outerChecks = standing;
        if (name.indexOf('/') >= 0) {
            Path parent = path.getParent();
            directory = parent == null ? path : parent;
            String shown = source.name();
            shownDirectory = shown.substring(0, shown.lastIndexOf('/') + 1);
            pwd = null;
        }
        open.add(real);
        try {
            Encoding encoding = lines.encoding();
            if (encoding != Encoding.PLAIN) {
                strange(encoding, new SourceLocation(source, 1, 1));
            }
            while (encoding != Encoding.WIDE && lines.next()) {
                if (lines.tooLong || lines.hasNul) {
                    unusable(lines, new SourceLocation(source, lines.number, 1));
                } else {
                    taker.line(lines.text, lines.length, source, lines.number);
                }
            }
            carriageReturns(lines, source);
        } finally {
            taker.line(lines.text, -1, source, lines.number);
            open.removeLast();
            directory = outerDirectory;
            shownDirectory = outerShown;
            pwd = outerPwd;
            standing = outerChecks;
        }
    }

    /// A file of one line with CR in it is one whose lines end with CR.
    private void carriageReturns(PhysicalLines lines, Source source) {
        if (lines.number == 1 && lines.carriageReturn >= 0) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            DiagnosticCode.SOURCE_LINES,
                            new SourceLocation(source, 1, lines.carriageReturn + 1),
                            "the lines end with CR alone: all of it is one line",
                            "tr '\\r' '\\n' < OLD > NEW"));
        }
    }

    private void strange(Encoding encoding, SourceLocation where) {
        boolean wide = encoding == Encoding.WIDE;
        String message =
                wide
                        ? "the file is not UTF-8 but UTF-16 or UTF-32; it is not read"
                        : "the file begins with a byte order mark, which is passed over";
        String hint = wide ? "convert it: iconv -f UTF-16 -t UTF-8" : "store it without the mark";
        findings.accept(
                new Diagnostic(
                        Severity.ERROR, DiagnosticCode.SOURCE_ENCODING, where, message, hint));
    }

    private void unusable(PhysicalLines lines, SourceLocation where) {
        DiagnosticCode code =
                lines.tooLong ? DiagnosticCode.LINE_TOO_LONG : DiagnosticCode.LINE_NUL;
        String message =
                lines.tooLong
                        ? "the line is longer than "
                                + PhysicalLines.MAX_BYTES
                                + " bytes and is ignored"
                        : "the line contains a NUL byte and is ignored";
        findings.accept(new Diagnostic(Severity.ERROR, code, where, message, null));
    }

    private static @Nullable String unsuitable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return "is a directory";
        }
        if (!Files.isRegularFile(file)) {
            return "is not a regular file";
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.OWNER_EXECUTE)
                || mode.contains(PosixFilePermission.GROUP_EXECUTE)
                || mode.contains(PosixFilePermission.OTHERS_EXECUTE)) {
            return "is executable, which a configuration must not be";
        }
        return null;
    }

    private String cycle(Path real) {
        StringBuilder names = new StringBuilder();
        for (Path file : open.subList(open.indexOf(real), open.size())) {
            names.append(file.getFileName()).append(" -> ");
        }
        return names.append(real.getFileName()).toString();
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    }
}
