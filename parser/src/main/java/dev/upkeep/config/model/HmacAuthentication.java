package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;

/// `auth_hmac`: the HMAC-SHA256 trailer after an advert.
///
/// @param keys at least one; 32-64 bytes each
/// @param activeKey id of the key used for sending
/// @param timeWindow tolerated clock difference
public record HmacAuthentication(
        List<Key> keys, int activeKey, Duration timeWindow, AntiReplay antiReplay, Mode mode) {

    public HmacAuthentication {
        keys = List.copyOf(keys);
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
