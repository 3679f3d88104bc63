package dev.upkeep.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class SyslogLineTest {

    private static final LocalDateTime NOVEMBER = LocalDateTime.of(2026, 11, 7, 6, 4, 5);

    @Test
    void line_hasTheFormOfTheCLibrary() { // as logger(1) of util-linux sends it, seen with socat
        assertThat(SyslogLine.of(3, NOVEMBER, "Keepalived_vrrp", 712, Level.INFO, "(VI_1) text"))
                .isEqualTo("<30>Nov  7 06:04:05 Keepalived_vrrp[712]: (VI_1) text");
    }

    @Test
    void line_ofLocal7Error_hasItsPriority() {
        assertThat(SyslogLine.of(23, NOVEMBER, "Keepalived", 1, Level.ERROR, "x"))
                .startsWith("<187>");
    }

    @Test
    void console_hasTheFormOfKeepalived() {
        assertThat(ConsoleLayout.stamp(NOVEMBER)).isEqualTo("Sat Nov  7 06:04:05 2026: ");
        assertThat(ConsoleLayout.stamp(LocalDateTime.of(2026, 11, 21, 16, 40, 45)))
                .isEqualTo("Sat Nov 21 16:40:45 2026: ");
    }
}
