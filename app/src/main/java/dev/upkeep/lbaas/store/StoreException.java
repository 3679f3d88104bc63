package dev.upkeep.lbaas.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A store that cannot be read or written.
public class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /// @param message what, where
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
