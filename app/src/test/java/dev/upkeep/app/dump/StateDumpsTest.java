package dev.upkeep.app.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.vrrp.io.InstanceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDumpsTest {

    @TempDir private Path folder;

    private boolean cleared;
    private boolean showSecrets;

    @Test
    void data_isWrittenForThePartsThatRun_forTheUserAlone() throws Exception {
        dumps().write(DaemonSignal.DATA, DumpTexts.configuration());
        assertThat(files()).containsExactly("keepalived.data", "keepalived_parent.data");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("keepalived.data"))))
                .isEqualTo("rw-------");
    }

    @Test
    void json_overwritesALongerFile_andItsNameStays() throws Exception {
        Path file = folder.resolve("keepalived.json");
        Files.writeString(file, "x".repeat(100_000));
        Object before = Files.getAttribute(file, "unix:ino");
        dumps().write(DaemonSignal.JSON, DumpTexts.configuration());
        assertThat(file).hasContent(VrrpJson.of(DumpTexts.master(), 1, Secrets.MASKED));
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }

    @Test
    void passwords_areWrittenOnlyWhenAskedFor() throws Exception {
        Path json = folder.resolve("keepalived.json");
        Path data = folder.resolve("keepalived.data");
        Configuration configuration = DumpTexts.configuration();
        dumps().write(DaemonSignal.JSON, configuration);
        dumps().write(DaemonSignal.DATA, configuration);
        assertThat(json).content().contains("\"auth_data\":\"********\"").doesNotContain("1111");
        assertThat(data)
                .content()
                .contains("   Password = ******** (--show-secrets shows it)\n")
                .doesNotContain("1111");
        showSecrets = true;
        dumps().write(DaemonSignal.JSON, configuration);
        dumps().write(DaemonSignal.DATA, configuration);
        assertThat(json).content().contains("\"auth_data\":\"1111\"");
        assertThat(data).content().contains("   Password = 1111\n");
    }

    @Test
    void statistics_areClearedAfterTheyWereWritten() throws Exception {
        dumps().write(DaemonSignal.STATS, DumpTexts.configuration());
        assertThat(cleared).isFalse();
        dumps().write(DaemonSignal.STATS_CLEAR, DumpTexts.configuration());
        assertThat(cleared).isTrue();
        assertThat(files()).containsExactly("keepalived.stats");
    }

    @Test
    void symbolicLink_isNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Files.createSymbolicLink(folder.resolve("keepalived.json"), target);
        dumps().write(DaemonSignal.JSON, DumpTexts.configuration());
        assertThat(target).hasContent("precious");
    }

    @Test
    void names_withDataUseInstance_haveNamespaceAndInstance() throws Exception {
        Configuration configuration =
                Configurations.of(
                        "instance red\nglobal_defs {\n data_use_instance\n}\n" + DumpTexts.TEXT);
        dumps().write(DaemonSignal.DATA, configuration);
        assertThat(files()).containsExactly("keepalived.red.data", "keepalived_parent.red.data");
    }

    @Test
    void stateDumpFile_replacesTheBaseName() throws Exception {
        Configuration configuration =
                Configurations.of("global_defs {\n state_dump_file mine\n}\n" + DumpTexts.TEXT);
        dumps().write(DaemonSignal.DATA, configuration);
        assertThat(files()).containsExactly("mine.data", "mine_parent.data");
    }

    @Test
    void directory_isTmpdirOnlyWhenThatIsAnAbsoluteNameOfADirectory() {
        assertThat(DumpPaths.directory(folder.toString())).isEqualTo(folder);
        assertThat(DumpPaths.directory("relative")).isEqualTo(Path.of("/tmp"));
        assertThat(DumpPaths.directory("/no/such/directory")).isEqualTo(Path.of("/tmp"));
        assertThat(DumpPaths.directory(null)).isEqualTo(Path.of("/tmp"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private StateDumps dumps() {
        return new StateDumps(
                new StateDumps.Source() {
                    @Override
                    public CompletableFuture<List<InstanceStatus>> instances() {
                        return CompletableFuture.completedFuture(DumpTexts.master());
                    }

                    @Override
                    public boolean showSecrets() {
                        return showSecrets;
                    }

                    @Override
                    public CompletableFuture<Void> clearStatistics() {
                        cleared = true;
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public CompletableFuture<List<ServerStatus>> servers() {
                        return CompletableFuture.completedFuture(List.of());
                    }
                },
                folder);
    }
}
