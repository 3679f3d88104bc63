package dev.upkeep.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Appends lines like those of the console to the files of `-g`, one for each part of the daemon,
/// each line at once. What others truncate is appended to; a symbolic link is refused. A line that
/// cannot be written is lost, the first of them in a row is told to the other outputs.
final class FileAppender extends AbstractAppender {

    private final Path file;
    private final ConsoleLayout layout = new ConsoleLayout();
    private final Map<String, OutputStream> streams = new HashMap<>();
    private boolean failing;

    FileAppender(Path file) {
        super("file", null, null, true, Property.EMPTY_ARRAY);
        this.file = file;
    }

    /// The file of a part: `_vrrp`, for instance, is inserted before the last `.` of the name.
    static Path ofPart(Path file, String ident) {
        String suffix = ident.substring(LogMessage.Role.MAIN.ident().length());
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot < 0 ? name + suffix : name.substring(0, dot) + suffix + name.substring(dot));
    }

    @Override
    public void append(LogEvent event) {
        Path path = ofPart(file, event.getLoggerName());
        try {
            stream(event.getLoggerName(), path).write(layout.toByteArray(event));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                Logs.add(Level.ERROR, LogMessage.Role.MAIN, "log file " + path + ": " + e, null);
            }
            close(streams.remove(event.getLoggerName()));
        }
    }

    private OutputStream stream(String ident, Path path) throws IOException {
        OutputStream present = streams.get(ident);
        if (present == null) {
            present =
                    Files.newOutputStream(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND,
                            LinkOption.NOFOLLOW_LINKS);
            streams.put(ident, present);
        }
        return present;
    }

    private static void close(@Nullable OutputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            LOGGER.debug("{}", e.getMessage()); // its lines were written or reported
        }
    }

    @Override
    public void stop() {
        super.stop();
        streams.values().forEach(FileAppender::close);
        streams.clear();
    }
}
