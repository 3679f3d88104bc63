/// The daemon as a process: pid files, signals, going to the background.
@NullMarked
package dev.upkeep.app.process;

import org.jspecify.annotations.NullMarked;
