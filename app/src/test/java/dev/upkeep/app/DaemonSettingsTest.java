package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSettingsTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-A x", "-B", "-b /x", "-R", "-X", "-m", "-Mx", "-s blue", "-i id", "-u 022",
                "-S 3", "-x", "-g", "-gFILE"
            })
    void of_optionInEffect_saysNothing(String words) {
        assertThat(settings(words).notices()).isEmpty();
    }

    @Test
    void of_corePattern_isThatOfKeepalivedWithoutAValue() {
        assertThat(settings("-M").process().corePattern()).isEqualTo("core");
        assertThat(settings("-M/var/core.%p").process().corePattern()).isEqualTo("/var/core.%p");
        assertThat(settings("-m").process().corePattern()).isNull();
    }

    @Test
    void of_logFile_isTheOneNamedOrKeepalivedsOwn() {
        assertThat(file("-l")).isNull();
        assertThat(file("-g")).isEqualTo(Path.of("/tmp/keepalived.log"));
        assertThat(file("--log-file=/var/log/k.log")).isEqualTo(Path.of("/var/log/k.log"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"022, 18", "0x12, 18", "18, 18", "0, 0"})
    void of_umask_isReadAsCDoes(String text, int expected) {
        assertThat(settings("-u " + text).process().umaskOr(-1)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"abc", "01000", "-1", "09"})
    void of_umaskThatIsNone_isReportedAndNotUsed(String text) {
        DaemonSettings settings = settings("--umask=" + text);
        assertThat(settings.notices()).containsExactly("Invalid --umask option " + text);
        assertThat(settings.process().umaskOr(7)).isEqualTo(7);
    }

    @Test
    void of_onlyOnePart_leavesTheOtherOut() {
        assertThat(settings("-P")).matches(it -> it.parts().vrrp() && !it.parts().checkers());
        assertThat(settings("-C")).matches(it -> !it.parts().vrrp() && it.parts().checkers());
        assertThat(settings("-n")).matches(it -> it.parts().vrrp() && it.parts().checkers());
    }

    @Test
    void namespaceFor_option_winsOverTheFile() {
        assertThat(settings("-s blue").namespaceFor(inNamespace("red"))).isEqualTo("blue");
        assertThat(settings("-n").namespaceFor(inNamespace("red"))).isEqualTo("red");
        assertThat(settings("-n").namespaceFor(inNamespace(null))).isNull();
    }

    private static DaemonSettings settings(String words) {
        return DaemonSettings.of(CommandLine.parse(List.of(words.split(" "))));
    }

    private static @Nullable Path file(String words) {
        return settings(words).logging().destinations().file();
    }

    private static ProcessSettings inNamespace(@Nullable String name) {
        return Configurations.of(name == null ? "" : "net_namespace " + name).process();
    }
}
