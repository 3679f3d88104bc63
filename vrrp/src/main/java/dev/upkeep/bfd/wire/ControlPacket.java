package dev.upkeep.bfd.wire;

/// A BFD control packet of version 1 (RFC 5880 section 4.1). Discriminators and intervals are
/// unsigned 32-bit numbers, intervals in microseconds. Its components are the fields of the header,
/// in their order.
///
/// @param poll the sender wants a packet with `finalBit`
/// @param finalBit answers a packet with `poll`
/// @param controlPlaneIndependent the sender's BFD does not share fate with its control plane
/// @param authenticated an authentication section follows
/// @param demand the sender wants no periodic packets while the session is up
/// @param detectMultiplier 1-255
/// @param yourDiscriminator 0 while the sender does not know it
/// @param requiredMinRxUs 0: the sender wants no periodic packets at all
/// @param requiredMinEchoRxUs 0: no echo packets
public record ControlPacket(
        DiagnosticCode diagnostic,
        SessionState state,
        boolean poll,
        boolean finalBit,
        boolean controlPlaneIndependent,
        boolean authenticated,
        boolean demand,
        int detectMultiplier,
        long myDiscriminator,
        long yourDiscriminator,
        long desiredMinTxUs,
        long requiredMinRxUs,
        long requiredMinEchoRxUs) {

    /// Bytes without an authentication section.
    public static final int LENGTH = 24;

    /// UDP port of sessions over one hop (RFC 5881 section 4).
    public static final int SINGLE_HOP_PORT = 3784;

    /// UDP port of sessions over several hops (RFC 5883 section 5).
    public static final int MULTIHOP_PORT = 4784;

    /// The first source port that is allowed (RFC 5881 section 4).
    public static final int FIRST_SOURCE_PORT = 49152;

    /// The last source port that is allowed.
    public static final int LAST_SOURCE_PORT = 65535;
}
