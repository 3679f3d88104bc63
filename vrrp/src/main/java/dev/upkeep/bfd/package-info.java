/// Bidirectional forwarding detection: `wire` and `machine` are pure, `io` owns the thread. Others
/// follow sessions through [BfdListener].
@NullMarked
package dev.upkeep.bfd;

import org.jspecify.annotations.NullMarked;
