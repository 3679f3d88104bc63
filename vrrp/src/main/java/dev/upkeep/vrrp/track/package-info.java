/// Runs and watches what instances track, on a thread of its own: scripts, files, processes. Start
/// reading at [TrackerService].
@NullMarked
package dev.upkeep.vrrp.track;

import org.jspecify.annotations.NullMarked;
