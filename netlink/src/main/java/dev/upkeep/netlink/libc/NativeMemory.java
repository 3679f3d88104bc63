package dev.upkeep.netlink.libc;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A piece of memory outside the heap that system calls can write: a direct buffer in the byte
/// order of the machine, and its address. It lives as long as this object is reachable.
public final class NativeMemory {

    private static final ThreadLocal<NativeMemory> SCRATCH =
            ThreadLocal.withInitial(() -> new NativeMemory(65536 + 1024));

    private final ByteBuffer buffer;
    private final long address;

    public NativeMemory(int size) {
        buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = MemoryIO.getInstance().getDirectBufferAddress(buffer);
    }

    /// Memory of the calling thread for the length of one system call: a packet of up to 64 KiB and
    /// a kilobyte beside it. Made for the few platform threads of the loops.
    public static NativeMemory scratch() {
        NativeMemory memory = SCRATCH.get();
        memory.buffer.clear();
        return memory;
    }

    /// Text in C form, with its NUL.
    public static NativeMemory cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(bytes.length + 1);
        memory.buffer.put(0, bytes);
        return memory;
    }

    /// Returns the whole memory; the caller minds position and limit.
    public ByteBuffer buffer() {
        return buffer;
    }

    public long address() {
        return address;
    }

    public int size() {
        return buffer.capacity();
    }
}
