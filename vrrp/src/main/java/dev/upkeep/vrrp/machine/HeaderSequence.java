package dev.upkeep.vrrp.machine;

/// The sequence numbers of authentication headers that an instance sent and heard. All routers of a
/// VRID count on from the last one that they sent or heard.
///
/// @param sent the last one sent, 0 before the first
/// @param heard the last one accepted, 0 before the first
public record HeaderSequence(long sent, long heard) {

    /// Before the first advert.
    public static final HeaderSequence NONE = new HeaderSequence(0, 0);

    /// Counts on: `sent` is the number to send.
    public HeaderSequence next() {
        return new HeaderSequence(last() + 1, heard);
    }

    /// Returns the last sequence number that was sent or heard.
    long last() {
        return Math.max(sent, heard);
    }

    /// Returns whether an advert is new. One with the number that was sent last crossed ours on the
    /// way: two masters that send at the same moment would otherwise refuse each other for ever.
    boolean accepts(long number) {
        return number > heard && number >= sent;
    }

    HeaderSequence accepted(long number) {
        return new HeaderSequence(sent, number);
    }
}
