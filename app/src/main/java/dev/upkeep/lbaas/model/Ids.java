package dev.upkeep.lbaas.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Names of objects.
public final class Ids {

    private Ids() {}

    /// An id that follows from a name, the same on every director.
    public static String fromName(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
