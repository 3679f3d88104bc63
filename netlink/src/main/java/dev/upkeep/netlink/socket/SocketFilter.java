package dev.upkeep.netlink.socket;

import java.util.ArrayList;
import java.util.List;

/// A program of classic BPF (linux/filter.h) that decides in the kernel which packets a socket
/// gets. A load beyond the end of a packet drops it. Pure.
///
/// @param instructions at most 4,096
public record SocketFilter(List<Instruction> instructions) {

    /// The number of bytes that `RET` lets pass: all of them.
    private static final int ALL = -1;

    public SocketFilter {
        instructions = List.copyOf(instructions);
    }

    /// `struct sock_filter`.
    ///
    /// @param code of the operation, unsigned 16 bits
    /// @param jumpTrue instructions to skip when a comparison holds, 0-255
    /// @param jumpFalse instructions to skip when it does not, 0-255
    public record Instruction(int code, int jumpTrue, int jumpFalse, int operand) {}

    /// Returns a program that takes packets with this word at this place.
    ///
    /// @param word 32 bits in network order
    public static SocketFilter word(int offset, int word) {
        return new Builder().loadWord(offset).skipUnless(word, 1).accept().drop().build();
    }

    /// Returns a program that takes all packets.
    public static SocketFilter everything() {
        return new Builder().accept().build();
    }

    /// Writes a program, instruction by instruction.
    public static final class Builder {
        private final List<Instruction> written = new ArrayList<>();

        /// Loads 32 bits of the packet.
        public Builder loadWord(int offset) {
            return add(0x20, 0, 0, offset); // BPF_LD | BPF_W | BPF_ABS
        }

        /// Loads a byte of the packet, at X + offset.
        public Builder loadByteBehindIndex(int offset) {
            return add(0x50, 0, 0, offset); // BPF_LD | BPF_B | BPF_IND
        }

        /// Loads the length of the packet.
        public Builder loadLength() {
            return add(0x80, 0, 0, 0); // BPF_LD | BPF_W | BPF_LEN
        }

        /// Sets X to a number.
        public Builder index(int value) {
            return add(0x01, 0, 0, value); // BPF_LDX | BPF_IMM
        }

        /// Sets X to the length of the IPv4 header at the begin of the packet.
        public Builder indexOfPayload() {
            return add(0xb1, 0, 0, 0); // BPF_LDX | BPF_B | BPF_MSH
        }

        /// Sets X to what is loaded.
        public Builder indexOfLoaded() {
            return add(0x07, 0, 0, 0); // BPF_MISC | BPF_TAX
        }

        /// Shifts what is loaded to the left.
        public Builder shiftLeft(int bits) {
            return add(0x64, 0, 0, bits); // BPF_ALU | BPF_LSH | BPF_K
        }

        /// Adds a number to what is loaded.
        public Builder add(int value) {
            return add(0x04, 0, 0, value); // BPF_ALU | BPF_ADD | BPF_K
        }

        /// Adds X to what is loaded.
        public Builder addIndex() {
            return add(0x0c, 0, 0, 0); // BPF_ALU | BPF_ADD | BPF_X
        }

        /// Skips instructions when this number is loaded.
        public Builder skipIf(int value, int skipped) {
            return add(0x15, skipped, 0, value); // BPF_JMP | BPF_JEQ | BPF_K
        }

        /// Skips instructions when another number is loaded.
        public Builder skipUnless(int value, int skipped) {
            return add(0x15, 0, skipped, value);
        }

        /// Skips instructions when another number than X is loaded.
        public Builder skipUnlessIndex(int skipped) {
            return add(0x1d, 0, skipped, 0); // BPF_JMP | BPF_JEQ | BPF_X
        }

        /// Ends: the socket gets the packet.
        public Builder accept() {
            return add(0x06, 0, 0, ALL); // BPF_RET | BPF_K
        }

        /// Ends: the packet is dropped.
        public Builder drop() {
            return add(0x06, 0, 0, 0);
        }

        /// Returns the program.
        public SocketFilter build() {
            return new SocketFilter(written);
        }

        private Builder add(int code, int jumpTrue, int jumpFalse, int operand) {
            written.add(new Instruction(code, jumpTrue, jumpFalse, operand));
            return this;
        }
    }
}
