/// Files that others write: start reading at [FileWatcher].
@NullMarked
package dev.upkeep.netlink.file;

import org.jspecify.annotations.NullMarked;
