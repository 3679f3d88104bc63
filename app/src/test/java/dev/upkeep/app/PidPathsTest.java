package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.ProcessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The paths are those that keepalived 2.2.7 was seen to write.
class PidPathsTest {

    private final PidPaths none = new PidPaths(null, null, null);

    @Test
    void all_byDefault_areInTheRunDirectory() {
        assertThat(none.all(settings(false, null), null))
                .isEqualTo(paths("/run/keepalived.pid", "/run/vrrp.pid", "/run/checkers.pid"));
    }

    @Test
    void all_withUsePidDir_areInADirectoryOfTheirOwn() {
        assertThat(none.all(settings(true, null), null))
                .startsWith(path("/run/keepalived/keepalived.pid"));
    }

    @Test
    void all_withInstance_haveItsName() {
        assertThat(none.all(settings(true, "foo"), null))
                .isEqualTo(
                        paths(
                                "/run/keepalived/keepalived_foo.pid",
                                "/run/keepalived/vrrp_foo.pid",
                                "/run/keepalived/checkers_foo.pid"));
    }

    @Test
    void all_inANamespace_areBelow() {
        assertThat(none.all(settings(false, "foo"), "blue"))
                .startsWith(path("/run/keepalived/blue/keepalived_foo.pid"));
    }

    @Test
    void all_givenWithAnOption_isWhatWasGiven() {
        assertThat(new PidPaths("/a", null, "/c").all(settings(true, "foo"), null))
                .isEqualTo(paths("/a", "/run/keepalived/vrrp_foo.pid", "/c"));
    }

    private static ProcessSettings settings(boolean directory, @Nullable String instance) {
        return new ProcessSettings(
                null, null, false, directory, instance, Duration.ofSeconds(5), false);
    }

    private static Path path(String text) {
        return Path.of(text);
    }

    private static List<Path> paths(String parent, String vrrp, String checkers) {
        return List.of(path(parent), path(vrrp), path(checkers));
    }
}
