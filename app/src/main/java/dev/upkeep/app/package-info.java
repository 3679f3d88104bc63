/// The program: command line, life cycle, reload, and the wiring of the parts. Start reading at
/// [Main].
@NullMarked
package dev.upkeep.app;

import org.jspecify.annotations.NullMarked;
