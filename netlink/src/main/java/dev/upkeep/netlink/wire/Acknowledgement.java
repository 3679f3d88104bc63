package dev.upkeep.netlink.wire;

/// The kernel's answer to a request (`struct nlmsgerr`).
///
/// @param errno positive, 0 when the request was carried out
/// @param text the kernel's own words (`NLMSGERR_ATTR_MSG`), empty when it has none
/// @param offset where in the request the offending attribute begins (`NLMSGERR_ATTR_OFFS`), -1
///   when the kernel does not say
public record Acknowledgement(int errno, String text, int offset) {

    private static final int ERROR_LENGTH = 4 + Netlink.NLMSG_HDRLEN;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    /// Reads the message the reader stands at, which has type `NLMSG_ERROR`.
    ///
    /// @throws MalformedMessageException if a length field and the bytes disagree
    public static Acknowledgement decode(MessageReader message) throws MalformedMessageException {
        int errno = -message.u32(0);
        if ((message.flags() & Netlink.NLM_F_ACK_TLVS) == 0) {
            return new Acknowledgement(errno, "", -1);
        }
        // Attributes follow the request, of which only the header comes back when it is capped.
        int repeated =
                (message.flags() & Netlink.NLM_F_CAPPED) == 0
                        ? message.u32(4) - Netlink.NLMSG_HDRLEN
                        : 0;
        if (repeated < 0 || repeated > message.payloadLength() - ERROR_LENGTH) {
            throw new MalformedMessageException(
                    "acknowledgement: expected a request of at most "
                            + (message.payloadLength() - 4)
                            + " bytes, got "
                            + (repeated + Netlink.NLMSG_HDRLEN));
        }
        Attributes attributes = message.attributes(ERROR_LENGTH + Netlink.align(repeated));
        String text = "";
        int offset = -1;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NLMSGERR_ATTR_MSG -> text = attributes.string();
                case NLMSGERR_ATTR_OFFS -> offset = attributes.u32();
                default -> {} // a newer kernel does no harm
            }
        }
        return new Acknowledgement(errno, text, offset);
    }
}
