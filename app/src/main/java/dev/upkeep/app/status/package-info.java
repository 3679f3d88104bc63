/// Snapshot of what a running daemon is doing, as values that `upkeep status`, the metrics and the
/// status page show. Pure; start reading at [DaemonSnapshot].
@NullMarked
package dev.upkeep.app.status;

import org.jspecify.annotations.NullMarked;
