package dev.upkeep.config.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `auth_hmac`: the HMAC-SHA256 trailer after an advert.
///
/// @param keys at least one; 32-64 bytes each
/// @param activeKey id of the key used for sending
/// @param timeWindow tolerated clock difference
public record HmacAuthentication(
        List<Key> keys, int activeKey, Duration timeWindow, AntiReplay antiReplay, Mode mode) {

    /// Beginning of a secret whose file is named.
    public static final String FILE = "file:";

    private static final String HEXADECIMAL = "hex:";

    public HmacAuthentication {
        keys = List.copyOf(keys);
    }

    /// Returns the bytes of a secret, null for an id without a key and for a key in a file that was
    /// not read.
    public byte @Nullable [] secret(int id) {
        for (Key key : keys) {
            if (key.id() == id && !key.secret().startsWith(FILE)) {
                return key.secret().startsWith(HEXADECIMAL)
                        ? HexFormat.of().parseHex(key.secret().substring(HEXADECIMAL.length()))
                        : key.secret().getBytes(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /// Returns whether adverts are sent with a trailer.
    public boolean signs() {
        return mode != Mode.RECEIVE_ONLY;
    }

    /// One shared secret, as it is written after the id (text, `hex:..` or `file:..`).
    public record Key(int id, String secret) {}

    /// `anti_replay`.
    public enum AntiReplay {
        TIME,
        MONOTONIC
    }

    /// `mode`.
    public enum Mode {
        ENFORCE,
        PERMISSIVE,
        RECEIVE_ONLY
    }
}
