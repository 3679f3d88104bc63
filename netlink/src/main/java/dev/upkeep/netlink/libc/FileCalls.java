package dev.upkeep.netlink.libc;

import jnr.ffi.LibraryLoader;

/// The binding of [FileLibc], loaded with its first use.
public final class FileCalls {

    public static final FileLibc LIBC = LibraryLoader.create(FileLibc.class).load("c");

    private FileCalls() {}
}
