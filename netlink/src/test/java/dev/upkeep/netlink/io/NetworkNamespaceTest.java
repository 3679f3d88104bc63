package dev.upkeep.netlink.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
