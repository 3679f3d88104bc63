package dev.upkeep.vrrp.wire;

import java.nio.charset.StandardCharsets;

/// Authentication type and data of a version 2 advert (RFC 2338 section 5.3.6). RFC 3768 withdrew
/// the types but kept the fields.
///
/// @param type 0 none, 1 simple text password, 2 IP authentication header
/// @param data the eight bytes in network order
public record AuthenticationData(int type, long data) {

    /// No authentication: eight zero bytes are sent all the same.
    public static final int TYPE_NONE = 0;

    /// A password in clear text.
    public static final int TYPE_PASSWORD = 1;

    /// IP authentication header.
    public static final int TYPE_HEADER = 2;

    /// Bytes at the end of every version 2 advert.
    public static final int LENGTH = 8;

    /// No authentication.
    public static final AuthenticationData NONE = new AuthenticationData(TYPE_NONE, 0);

    /// Returns a password: its first eight bytes, padded with zeros.
    public static AuthenticationData password(String password) {
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        long data = 0;
        for (int i = 0; i < LENGTH; i++) {
            data = (data << Byte.SIZE) | (i < text.length ? text[i] & 0xff : 0);
        }
        return new AuthenticationData(TYPE_PASSWORD, data);
    }
}
