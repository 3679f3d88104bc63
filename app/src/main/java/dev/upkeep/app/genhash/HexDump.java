package dev.upkeep.app.genhash;

/// Bytes in hexadecimal with their characters, sixteen to a line, as keepalived's genhash prints
/// them. Pure.
final class HexDump {

    private static final int WIDTH = 16;

    private HexDump() {}

    /// Returns the lines of a dump, each with its end.
    static String of(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int start = 0; start < bytes.length; start += WIDTH) {
            StringBuilder text = new StringBuilder();
            out.append("%04d  ".formatted(start));
            for (int i = start; i < start + WIDTH; i++) {
                if (i == start + WIDTH / 2) {
                    out.append("- ");
                }
                boolean there = i < bytes.length;
                out.append(there ? "%02x ".formatted(bytes[i] & 0xff) : "   ");
                text.append(there ? printable(bytes[i]) : ' ');
            }
            out.append("  ").append(text).append('\n');
        }
        return out.toString();
    }

    private static char printable(byte value) {
        return value >= ' ' && value < 0x7f ? (char) value : '.';
    }
}
