package dev.upkeep.lbaas.store;

/// Somebody else has changed the document meanwhile.
public final class ConflictException extends StoreException {

    private static final long serialVersionUID = 1L;

    /// @param key of the document
    public ConflictException(String key) {
        super(key + ": changed by somebody else meanwhile", null);
    }
}
