package dev.upkeep.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/// Log4j2's appenders, configured in code. They are used without a `LoggerContext`: levels are
/// decided before a message gets here, no file is looked for, no plug-in searched, and its
/// listeners would need the module java.desktop in the runtime image. The console is written
/// without `System.err`, whose lock everybody would wait for while nobody reads a pipe.
final class Log4jOutput implements AutoCloseable {

    private final List<Appender> appenders = new ArrayList<>();

    private Log4jOutput() {}

    static Log4jOutput open(LogSettings settings) {
        Log4jOutput output = new Log4jOutput();
        if (settings.console()) {
            output.add(
                    OutputStreamAppender.newBuilder()
                            .setName("console")
                            .setTarget(standardError())
                            .setLayout(new ConsoleLayout())
                            .setImmediateFlush(false)
                            .build());
        }
        if (settings.syslog()) {
            output.add(new SyslogAppender(settings.facility()));
        }
        if (settings.file() != null) {
            output.add(new FileAppender(settings.file()));
        }
        return output;
    }

    /// Returns a stream of its own, which swallows what cannot be written: a full disk or a pipe
    /// whose reader is gone ends no daemon, and there is no better place to say so.
    private static PrintStream standardError() {
        return new PrintStream(
                new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    }

    private void add(Appender appender) {
        appender.start();
        appenders.add(appender);
    }

    /// Gives a message to all appenders.
    ///
    /// @param last whether it ends a batch, so that all of it is to be written now
    void write(LogMessage message, boolean last) {
        Log4jLogEvent event =
                Log4jLogEvent.newBuilder()
                        .setLoggerName(message.role().ident())
                        .setLevel(level(message.level()))
                        .setMessage(new SimpleMessage(message.text()))
                        .setThrown(message.cause())
                        .setTimeMillis(message.millis())
                        .setEndOfBatch(last)
                        .build();
        appenders.forEach(appender -> appender.append(event));
    }

    private static Level level(org.slf4j.event.Level level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    @Override
    public void close() {
        appenders.forEach(Appender::stop);
    }
}
