package dev.upkeep.checkers.check;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// A log that a test can read.
public final class Lines extends LegacyAbstractLogger {

    @Serial private static final long serialVersionUID = 1;

    private final transient List<String> errors = new ArrayList<>();
    private final transient List<String> lines = new ArrayList<>();

    /// The messages at level error, in order.
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /// The messages at any level, in order.
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String line = MessageFormatter.basicArrayFormat(message, arguments);
        lines.add(line);
        if (level == Level.ERROR) {
            errors.add(line);
        }
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }
}
