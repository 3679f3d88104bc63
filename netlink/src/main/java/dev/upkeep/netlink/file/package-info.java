/// Files that others write: start reading at [NumberFiles].
@NullMarked
package dev.upkeep.netlink.file;

import org.jspecify.annotations.NullMarked;
