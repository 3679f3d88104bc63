package dev.upkeep.config.syntax;

/// The encoding of a file by its first bytes.
enum Encoding {
    /// UTF-8, or anything that has the same letters.
    PLAIN(0),
    /// UTF-8 behind a byte order mark, as editors of Windows write it.
    MARKED(3),
    /// UTF-16 or UTF-32, which have zeros between the letters.
    WIDE(0);

    /// The number of bytes before the text.
    final int mark;

    Encoding(int mark) {
        this.mark = mark;
    }

    /// Recognises the encoding by the first `count` bytes.
    static Encoding of(byte[] first, int count) {
        if (starts(first, count, 0xef, 0xbb, 0xbf)) {
            return MARKED;
        }
        boolean marked = starts(first, count, 0xff, 0xfe) || starts(first, count, 0xfe, 0xff);
        boolean zeros =
                count >= 4
                        && (first[0] == 0) == (first[2] == 0)
                        && (first[1] == 0) == (first[3] == 0)
                        && (first[0] == 0) != (first[1] == 0);
        return marked || zeros ? WIDE : PLAIN;
    }

    private static boolean starts(byte[] first, int count, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= count || (first[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
