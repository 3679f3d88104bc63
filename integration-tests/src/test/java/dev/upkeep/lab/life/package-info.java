/// Start, reload, restart and stop of the daemon, and the hooks it runs.
@NullMarked
package dev.upkeep.lab.life;

import org.jspecify.annotations.NullMarked;
