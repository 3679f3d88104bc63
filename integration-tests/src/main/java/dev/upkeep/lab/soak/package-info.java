/// A director that is tormented for a long time under traffic: `./lab soak`. Start reading at
/// [dev.upkeep.lab.soak.Soak].
@NullMarked
package dev.upkeep.lab.soak;

import org.jspecify.annotations.NullMarked;
