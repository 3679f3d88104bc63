package dev.upkeep.app.log;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/// Log4j2's appenders, configured in code. They are used without a `LoggerContext`: levels are
/// decided before a message gets here, no file is looked for, no plug-in searched, and its
/// listeners would need the module java.desktop in the runtime image.
final class Log4jOutput implements AutoCloseable {

    private final List<Appender> appenders = new ArrayList<>();

    private Log4jOutput() {}

    static Log4jOutput open(LogSettings settings) {
        Log4jOutput output = new Log4jOutput();
        if (settings.console()) {
            output.add(
                    ConsoleAppender.newBuilder()
                            .setName("console")
                            .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
                            .setLayout(new ConsoleLayout())
                            .build());
        }
        if (settings.syslog()) {
            output.add(new SyslogAppender(settings.facility()));
        }
        return output;
    }

    private void add(Appender appender) {
        appender.start();
        appenders.add(appender);
    }

    void write(LogMessage message) {
        Log4jLogEvent event =
                Log4jLogEvent.newBuilder()
                        .setLoggerName(message.role().ident())
                        .setLevel(level(message.level()))
                        .setMessage(new SimpleMessage(message.text()))
                        .setThrown(message.cause())
                        .setTimeMillis(message.millis())
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
