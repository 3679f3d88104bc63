package dev.upkeep.netlink.wire;

/// The question which number a generic netlink family has (`CTRL_CMD_GETFAMILY`).
public final class GenericFamily {

    private static final int GENL_ID_CTRL = 0x10;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    /// `sizeof(struct genlmsghdr)`.
    public static final int GENL_HDRLEN = 4;

    private GenericFamily() {}

    /// Writes the question; ENOENT is the answer when there is no such family.
    public static void ask(MessageWriter out, int sequence, String name) {
        out.begin(GENL_ID_CTRL, 0, sequence)
                .genericHeader(CTRL_CMD_GETFAMILY, 1)
                .string(CTRL_ATTR_FAMILY_NAME, name)
                .end();
    }

    /// Reads the answer.
    ///
    /// @throws MalformedMessageException if it has no number
    public static int decode(MessageReader message) throws MalformedMessageException {
        Attributes attributes = message.attributes(GENL_HDRLEN);
        while (attributes.next()) {
            if (attributes.type() == CTRL_ATTR_FAMILY_ID) {
                return attributes.u16();
            }
        }
        throw new MalformedMessageException("generic netlink family: expected an id, got none");
    }
}
