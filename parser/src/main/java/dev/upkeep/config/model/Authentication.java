package dev.upkeep.config.model;

/// Authentication of VRRPv2 (RFC 2338; withdrawn by RFC 3768, still in wide use).
public sealed interface Authentication {

    /// No authentication.
    record None() implements Authentication {}

    /// `auth_type PASS`: eight bytes in clear text.
    ///
    /// @param password at most 8 characters
    record Password(String password) implements Authentication {}

    /// `auth_type AH`: HMAC-MD5-96 in an IPsec authentication header.
    ///
    /// @param key at most 8 characters
    record Header(String key) implements Authentication {}
}
