package dev.upkeep.app.log;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.socket.LocalDatagramSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/// Sends lines to the syslog daemon of this machine. Log4j2's own appender speaks only to sockets
/// of the network. When nobody listens the message is dropped, as with C's `syslog()`: there is no
/// better place to say so; the next message tries again.
final class SyslogAppender extends AbstractAppender {

    private static final String PATH = "/dev/log";
    private static final int LONGEST_LINE = 8192;

    private final int facility;
    private final long pid = ProcessHandle.current().pid();
    private final ZoneId zone = ZoneId.systemDefault();
    private @Nullable LocalDatagramSocket socket;

    SyslogAppender(int facility) {
        super("syslog", null, null, true, Property.EMPTY_ARRAY);
        this.facility = facility;
    }

    @Override
    public void append(LogEvent event) {
        LocalDateTime time =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(event.getTimeMillis()), zone);
        org.slf4j.event.Level level = org.slf4j.event.Level.valueOf(event.getLevel().name());
        String text =
                ThrowableText.append(event.getMessage().getFormattedMessage(), event.getThrown());
        text.lines()
                .map(line -> SyslogLine.of(facility, time, event.getLoggerName(), pid, level, line))
                .forEach(this::send);
    }

    /// Tries a second time with a new socket, in case the syslog daemon was restarted.
    private void send(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        ByteBuffer datagram = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, LONGEST_LINE));
        try {
            if (socket != null) {
                socket.send(datagram);
                return;
            }
        } catch (KernelException gone) {
            disconnect();
        }
        try {
            socket = LocalDatagramSocket.connect(PATH);
            socket.send(datagram);
        } catch (KernelException nobodyListens) {
            disconnect();
        }
    }

    private void disconnect() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
