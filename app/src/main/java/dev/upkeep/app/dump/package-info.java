/// State dumps in the forms of keepalived: what its signals write into files for operators,
/// exporters and scripts. The texts are pure functions; [StateDumps] writes them.
@NullMarked
package dev.upkeep.app.dump;

import org.jspecify.annotations.NullMarked;
