package dev.upkeep.netlink.nft;

import org.jspecify.annotations.Nullable;

/// One step of a rule. Values travel in registers, which are counted here in words of 32 bits from
/// 0 to 15; an IPv6 address takes four of them. A key of several fields lies in consecutive words.
public sealed interface NftExpression {

    /// Loads a property of the packet (`meta`).
    record LoadMeta(MetaKey key, int into) implements NftExpression {}

    /// Sets the firewall mark of the packet from a register.
    record SetMark(int from) implements NftExpression {}

    /// Goes on when the first byte of a register has this value, 0-255.
    record IsByte(int register, int value) implements NftExpression {}

    /// Loads bytes of a header.
    ///
    /// @param offset bytes from the start of the header
    /// @param length bytes
    record LoadHeader(Header header, int offset, int length, int into) implements NftExpression {}

    /// Loads a field of the packet with which the connection began, before any translation.
    record LoadOriginal(ConnectionKey key, int into) implements NftExpression {}

    /// Goes on when a set has the key that begins in this register.
    ///
    /// @param into where a map puts what the key leads to, null for a set
    record Lookup(String set, int register, @Nullable Integer into) implements NftExpression {}

    /// Counts packets and bytes; what it has counted so far is not part of it.
    record Counter() implements NftExpression {}

    /// Translates the source to the first address of the interface the packet leaves by.
    record Masquerade() implements NftExpression {}

    /// Sends a copy of the packet on.
    ///
    /// @param address register of the address it goes to
    /// @param device register of the number of the interface it leaves by
    record Duplicate(int address, int device) implements NftExpression {}

    /// Ends the rule with a verdict.
    record Verdict(Code code) implements NftExpression {}

    /// One that Upkeep does not make.
    record Unknown(String name) implements NftExpression {}

    /// `NFT_META_*`.
    enum MetaKey {
        MARK,
        /// The protocol above IP.
        PROTOCOL,
        /// The number of the interface it came by.
        INPUT_INTERFACE,
        /// The number of the interface it leaves by.
        OUTPUT_INTERFACE
    }

    /// `NFT_PAYLOAD_*_HEADER`.
    enum Header {
        NETWORK,
        TRANSPORT
    }

    /// `NFT_CT_*`.
    enum ConnectionKey {
        DESTINATION_PORT,
        DESTINATION_IPV4,
        DESTINATION_IPV6
    }

    /// `NF_*` and `NFT_*` verdicts.
    enum Code {
        DROP,
        ACCEPT,
        RETURN
    }
}
