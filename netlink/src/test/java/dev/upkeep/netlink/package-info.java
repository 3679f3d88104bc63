/// Fixtures for the tests of this and other modules: a kernel and a loop that do what a test says.
@NullMarked
package dev.upkeep.netlink;

import org.jspecify.annotations.NullMarked;
