package dev.upkeep.app.status;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;

/// A snapshot as JSON and back; the components of the records are the keys.
public final class SnapshotJson {

    private static final JSON CODEC = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private SnapshotJson() {}

    /// Writes maps, lists, records and simple values, on one line.
    public static String of(Object value) {
        try {
            return CODEC.asString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
    }

    /// Reads a snapshot; keys that it does not know are left out.
    ///
    /// @throws IOException when the text is no snapshot
    public static DaemonSnapshot read(String text) throws IOException {
        return CODEC.beanFrom(DaemonSnapshot.class, text);
    }
}
