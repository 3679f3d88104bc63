package dev.upkeep.lbaas.settings;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Settings that cannot be used, saying which.
public final class SettingsException extends IOException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
