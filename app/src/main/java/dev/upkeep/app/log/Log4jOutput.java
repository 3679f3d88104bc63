package dev.upkeep.app.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/// Log4j2, configured in code: no file is looked for, and its plugin scan never runs.
final class Log4jOutput implements AutoCloseable {

    private final LoggerContext context;
    private final LoggerConfig root;

    private Log4jOutput(LoggerContext context, LoggerConfig root) {
        this.context = context;
        this.root = root;
    }

    static Log4jOutput open(LogSettings settings) {
        LoggerContext context = new LoggerContext("upkeep");
        InCode configuration = new InCode(context, settings);
        context.setConfiguration(configuration);
        configuration.start();
        return new Log4jOutput(context, configuration.getRootLogger());
    }

    void write(LogMessage message) {
        root.log(
                Log4jLogEvent.newBuilder()
                        .setLoggerName(message.role().ident())
                        .setLevel(level(message.level()))
                        .setMessage(new SimpleMessage(message.text()))
                        .setThrown(message.cause())
                        .setTimeMillis(message.millis())
                        .build());
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
        context.stop();
    }

    private static final class InCode extends AbstractConfiguration {

        private final LogSettings settings;

        InCode(LoggerContext context, LogSettings settings) {
            super(context, ConfigurationSource.NULL_SOURCE);
            this.settings = settings;
        }

        @Override
        public void initialize() {
            setState(State.INITIALIZED);
        }

        @Override
        protected void doConfigure() {
            throw new IllegalStateException("this configuration is complete when it is made");
        }

        @Override
        public void start() {
            LoggerConfig root = getRootLogger();
            root.setLevel(Level.ALL); // what is below the threshold never came here
            if (settings.console()) {
                ConsoleAppender console =
                        ConsoleAppender.newBuilder()
                                .setName("console")
                                .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
                                .setLayout(new ConsoleLayout())
                                .setConfiguration(this)
                                .build();
                console.start();
                addAppender(console);
                root.addAppender(console, null, null);
            }
            if (settings.syslog()) {
                SyslogAppender syslog = new SyslogAppender(settings.facility());
                syslog.start();
                addAppender(syslog);
                root.addAppender(syslog, null, null);
            }
            super.start();
        }
    }
}
