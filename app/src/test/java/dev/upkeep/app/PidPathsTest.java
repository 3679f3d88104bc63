package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The paths are those that keepalived 2.2.7 was seen to write.
class PidPathsTest {

    private final PidPaths none = new PidPaths(null, null, null, null);

    @Test
    void files_byDefault_areInTheRunDirectory() {
        assertThat(none.files(settings(false, null), null).all())
                .isEqualTo(
                        paths(
                                "/run/keepalived.pid",
                                "/run/vrrp.pid",
                                "/run/checkers.pid",
                                "/run/bfd.pid"));
    }

    @Test
    void files_withUsePidDir_areInADirectoryOfTheirOwn() {
        assertThat(none.files(settings(true, null), null).all())
                .startsWith(path("/run/keepalived/keepalived.pid"));
    }

    @Test
    void files_withInstance_haveItsName() {
        assertThat(none.files(settings(true, "foo"), null).all())
                .isEqualTo(
                        paths(
                                "/run/keepalived/keepalived_foo.pid",
                                "/run/keepalived/vrrp_foo.pid",
                                "/run/keepalived/checkers_foo.pid",
                                "/run/keepalived/bfd_foo.pid"));
    }

    @Test
    void files_inANamespace_areBelow() {
        assertThat(none.files(settings(false, "foo"), "blue").all())
                .startsWith(path("/run/keepalived/blue/keepalived_foo.pid"));
    }

    @Test
    void files_givenWithAnOption_isWhatWasGiven() {
        assertThat(new PidPaths("/a", null, "/c", "/d").files(settings(true, "foo"), null).all())
                .isEqualTo(paths("/a", "/run/keepalived/vrrp_foo.pid", "/c", "/d"));
    }

    private static ProcessSettings settings(boolean directory, @Nullable String instance) {
        return Configurations.of(
                        (directory ? "use_pid_dir\n" : "")
                                + (instance == null ? "" : "instance " + instance))
                .process();
    }

    private static Path path(String text) {
        return Path.of(text);
    }

    private static List<Path> paths(String... texts) {
        return Stream.of(texts).map(Path::of).toList();
    }
}
