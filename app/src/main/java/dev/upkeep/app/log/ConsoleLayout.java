package dev.upkeep.app.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/// keepalived's console line: `Sat Nov 7 06:40:45 2026: text`, local time, as C's `ctime` puts it.
final class ConsoleLayout extends AbstractStringLayout {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final ZoneId zone = ZoneId.systemDefault();

    private long stampSecond = Long.MIN_VALUE;
    private String stamp = "";

    ConsoleLayout() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public String toSerializable(LogEvent event) {
        String stamp = stamp(Math.floorDiv(event.getTimeMillis(), 1000));
        return ThrowableText.append(
                        stamp + event.getMessage().getFormattedMessage(), event.getThrown())
                + "\n";
    }

    /// The time stamp of a second since 1970; consecutive messages mostly share it.
    private String stamp(long second) {
        if (second != stampSecond) {
            stampSecond = second;
            stamp = stamp(LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone));
        }
        return stamp;
    }

    static String stamp(LocalDateTime time) {
        return DAYS[time.getDayOfWeek().getValue() - 1]
                + " "
                + MONTHS[time.getMonthValue() - 1]
                + (time.getDayOfMonth() < 10 ? "  " : " ")
                + time.getDayOfMonth()
                + clock(time)
                + " "
                + time.getYear()
                + ": ";
    }

    /// ` 06:40:45`.
    private static String clock(LocalDateTime time) {
        int digits =
                1_000_000 + time.getHour() * 10_000 + time.getMinute() * 100 + time.getSecond();
        String text = Integer.toString(digits);
        return " " + text.substring(1, 3) + ":" + text.substring(3, 5) + ":" + text.substring(5);
    }
}
