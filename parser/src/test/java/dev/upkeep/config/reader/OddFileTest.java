package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that are not what an editor on this machine would write. keepalived 2.2.7 reports the same
/// ones, but for NUL bytes (a report since 2.4) and a main file that cannot be read (status 0 with
/// `-t`, a refusal at the start).
class OddFileTest {
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;
    private static final Charset UTF8 = StandardCharsets.UTF_8;
    private static final Charset UTF_16LE = StandardCharsets.UTF_16LE;
    private static final Charset UTF_16BE = StandardCharsets.UTF_16BE;
    private static final String WIDE = "1:1 source.encoding";

    @TempDir private Path directory;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("odd.conf");
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("nothing at all", bytes("", UTF8), "", ""),
                arguments("blank lines", bytes("\n \n\t\n", UTF8), "", ""),
                arguments("no last line end", bytes("a\nb {\nc\n}", UTF8), "a; b {c}", ""),
                arguments(
                        "lines of Windows", bytes("a\r\nb {\r\nc\r\n}\r\n", UTF8), "a; b {c}", ""),
                arguments("CRs alone", bytes("a\rb\r", UTF8), "a b", "1:2 source.lines"),
                arguments("a CR in the first of lines", bytes("a\rb\nc\n", UTF8), "a b; c", ""),
                arguments(
                        "CRs alone, more than a line holds",
                        bytes("a b\r".repeat(400), UTF8),
                        "",
                        "1:4 source.lines"),
                arguments("only a mark", bytes("\ufeff", UTF8), "", "1:1 source.encoding"),
                arguments("marked", bytes("\ufeffa b\nc\n", UTF8), "a b; c", "1:1 source.encoding"),
                arguments("half a mark", bytes("\u00ef\u00bb", LATIN), "\u00ef\u00bb", ""),
                arguments("mark inside", bytes("a \ufeffb\n", UTF8), "a \ufeffb", ""),
                arguments("two bytes each", bytes("a\n", StandardCharsets.UTF_16), "", WIDE),
                arguments("the other order", bytes("\ufeffa\n", UTF_16LE), "", WIDE),
                arguments("without a mark", bytes("ab\n", UTF_16LE), "", WIDE),
                arguments("big, without a mark", bytes("ab\n", UTF_16BE), "", WIDE),
                arguments("a NUL", bytes("a\nb\0c\nd\n", UTF8), "a; d", "2:1 line.nul"),
                arguments("a NUL at the end", bytes("a\n\0", UTF8), "a", "2:1 line.nul"),
                arguments("Latin-1", bytes("a \u00e4\n# \u00ff\nb\n", LATIN), "a \u00e4; b", ""),
                arguments("UTF-8", bytes("a \u00e4\u20ac\n", UTF8), "a \u00e4\u20ac", ""),
                arguments(
                        "a million characters", longLine("x", 1_000_000), "", "1:1 line.too-long"),
                arguments("a long comment", longLine("# x", 1_000_000), "", "1:1 line.too-long"));
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] longLine(String start, int count) {
        return bytes(start + "x".repeat(count) + "\n", LATIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void content_isReadAsFarAsItMeansAnything(
            String name, byte[] content, String statements, String places) throws IOException {
        Files.write(file, content);
        Reading reading = Reading.ofFile(file.toString(), Reading.options());
        assertThat(reading.statements()).as(name).isEqualTo(statements);
        assertThat(reading.places()).as(name).isEqualTo(places);
    }

    @Test
    void manyLines_keepTheirNumbers() throws IOException {
        Files.writeString(file, "\n".repeat(200_000) + "a } b\n");
        assertThat(Reading.ofFile(file.toString(), Reading.options()).places())
                .isEqualTo("200001:3 syntax.extra-close");
    }

    @Test
    void manyFaults_areReportedUpToABound() throws IOException {
        Files.writeString(file, "absurd\n".repeat(200_000));
        ReadResult result =
                ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());
        assertThat(result.diagnostics()).hasSizeBetween(20_000, 20_001);
        assertThat(result.diagnostics().getLast().code().id()).isEqualTo("diagnostics.too-many");
    }

    @Test
    void directory_isNoConfiguration() throws IOException {
        Files.createDirectory(file);
        assertRefused("is a directory");
    }

    @Test
    void nothing_isNoConfiguration() {
        assertRefused("does not exist");
    }

    @Test
    void danglingLink_isNoConfiguration() throws IOException {
        Files.createSymbolicLink(file, directory.resolve("nowhere"));
        assertRefused("does not exist");
    }

    @Test
    void device_isNoConfiguration() {
        file = Path.of("/dev/null");
        assertRefused("is not a regular file");
    }

    @Test
    void fifo_isNotWaitedFor() throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        assertThat(mkfifo.waitFor()).isZero();
        assertRefused("is not a regular file");
    }

    @Test
    void unreadable_isNoConfiguration() {
        file = Path.of("/proc/self/mem"); // nothing is mapped at its beginning; root reads all else
        assertRefused("cannot be read");
    }

    private void assertRefused(String why) {
        Reading reading = Reading.ofFile(file.toString(), Reading.options());
        assertThat(reading.statements()).isEmpty();
        assertThat(reading.findings()).hasSize(1);
        assertThat(reading.findings().getFirst().message()).contains(why);
        assertThat(ConfigTestStatus.of(reading.findings()))
                .isEqualTo(ConfigTestStatus.INSECURE_OR_MISSING);
    }
}
