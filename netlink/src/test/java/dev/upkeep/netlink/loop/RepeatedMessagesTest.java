package dev.upkeep.netlink.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatedMessagesTest {

    private static final long SECOND = 1_000_000_000;

    private final RepeatedMessages messages = new RepeatedMessages();

    @Test
    void sameMessage_isLoggedOnceAMinute_withTheNumberOfTheOthers() {
        assertThat(messages.count("Too many open files", 0)).isZero();
        for (int i = 1; i <= 2000; i++) {
            assertThat(messages.count("Too many open files", i)).isEqualTo(-1);
        }
        assertThat(messages.count("No buffer space", 2)).as("another one").isZero();
        assertThat(messages.count("Too many open files", 60 * SECOND)).isEqualTo(2000);
        assertThat(messages.count("Too many open files", 61 * SECOND)).isEqualTo(-1);
    }

    @Test
    void manyDifferentMessages_areForgottenEldestFirst() {
        for (int i = 0; i < 1000; i++) {
            assertThat(messages.count("message " + i, 0)).isZero();
        }
        assertThat(messages.count("message 999", 1)).isEqualTo(-1);
        assertThat(messages.count("message 0", 1)).isZero();
    }
}
