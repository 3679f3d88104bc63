package dev.upkeep.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// Golden bytes of tests: hexadecimal with spaces anywhere, captured on little-endian machines.
public final class Hex {

    private Hex() {}

    /// The bytes of a text.
    public static ByteBuffer bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Returns the contents of a buffer, in groups of four bytes.
    public static String text(ByteBuffer written) {
        byte[] bytes = new byte[written.position()];
        written.get(0, bytes);
        return group(HexFormat.of().formatHex(bytes));
    }

    /// The same bytes in groups of four.
    public static String group(String hex) {
        return hex.replaceAll("\\s", "").replaceAll("(.{8})(?=.)", "$1 ");
    }
}
