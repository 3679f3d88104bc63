package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import org.junit.jupiter.api.Test;

class NetworkNamespaceTest {

    @Test
    void enter_missingNamespace_namesItsFile() {
        assertThatThrownBy(() -> NetworkNamespace.enter("no-such-namespace"))
                .isInstanceOfSatisfying(
                        KernelException.class,
                        refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
                .hasMessageContaining("/run/netns/no-such-namespace");
    }
}
