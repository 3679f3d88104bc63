package dev.upkeep.app.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// An SLF4J logger that finishes a message on the calling thread and leaves it to the log thread.
final class QueueLogger extends AbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1L;

    private final transient LogMessage.Role role;

    QueueLogger(String name) {
        this.name = name;
        this.role = LogMessage.Role.ofLogger(name);
    }

    @Override
    public void log(LoggingEvent event) {
        String text = format(event.getMessage(), event.getArgumentArray());
        Logs.add(
                event.getLevel(),
                role,
                text + pairs(event.getKeyValuePairs()),
                event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        Logs.add(level, role, format(message, arguments), cause);
    }

    private static String format(@Nullable String message, Object @Nullable [] arguments) {
        if (message == null) {
            return "";
        }
        return arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
    }

    /// ` (instance=VI_1, from=BACKUP)`, or nothing.
    private static String pairs(@Nullable List<KeyValuePair> pairs) {
        if (pairs == null || pairs.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(" (");
        for (KeyValuePair pair : pairs) {
            out.append(out.length() > 2 ? ", " : "")
                    .append(pair.key)
                    .append('=')
                    .append(pair.value);
        }
        return out.append(')').toString();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return Logs.enabled(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return Logs.enabled(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return Logs.enabled(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return true;
    }
}
