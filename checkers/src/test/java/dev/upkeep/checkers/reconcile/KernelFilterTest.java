package dev.upkeep.checkers.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On files instead of `/proc/sys/net`.
class KernelFilterTest {

    @TempDir private Path directory;

    @BeforeEach
    void settings() throws IOException {
        write("ipv4/vs/conntrack", "0");
        write("ipv4/ip_forward", "1");
        write("ipv6/conf/all/forwarding", "0");
    }

    @Test
    void trackingThatWasOff_isOnForUs_andOffAfterwards() throws IOException {
        KernelFilter filter = filter();
        assertThat(filter.prepare(Set.of(Family.INET))).isEmpty();
        assertThat(read()).isEqualTo("1");
        assertThat(filter.restore()).isEmpty();
        assertThat(read()).isEqualTo("0");
    }

    @Test
    void trackingThatWasOn_staysOn() throws IOException {
        write("ipv4/vs/conntrack", "1");
        KernelFilter filter = filter();
        filter.prepare(Set.of(Family.INET));
        filter.restore();
        assertThat(read()).isEqualTo("1");
    }

    @Test
    void crashBetween_theNextRunStillPutsItBack() throws IOException {
        filter().prepare(Set.of(Family.INET));
        KernelFilter next = filter();
        next.prepare(Set.of(Family.INET));
        next.restore();
        assertThat(read()).isEqualTo("0");
        write("ipv4/vs/conntrack", "1"); // by the administrator; what is ours was put back before
        filter().restore();
        assertThat(read()).isEqualTo("1");
    }

    @Test
    void forwardingThatIsOff_isTheAdministrators_andSaid() throws IOException {
        assertThat(filter().prepare(Set.of(Family.INET6)))
                .singleElement()
                .asString()
                .contains("ipv6/conf/all/forwarding is 0");
        assertThat(Files.readString(directory.resolve("net/ipv6/conf/all/forwarding")))
                .isEqualTo("0");
    }

    @Test
    void withoutFullNat_nothingIsTouched() throws IOException {
        assertThat(filter().prepare(Set.of())).isEmpty();
        assertThat(read()).isEqualTo("0");
    }

    private KernelFilter filter() {
        return new KernelFilter(directory.resolve("net"), directory.resolve("run/conntrack"));
    }

    private void write(String name, String value) throws IOException {
        Path file = directory.resolve("net").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, value);
    }

    private String read() throws IOException {
        return Files.readString(directory.resolve("net/ipv4/vs/conntrack"));
    }
}
