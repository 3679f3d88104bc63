/// Notifications about events: notify scripts, FIFOs, mail. Everything here runs beside the threads
/// that report events and never holds them up. Start reading at
/// [dev.upkeep.app.hooks.Notifications].
@NullMarked
package dev.upkeep.app.hooks;

import org.jspecify.annotations.NullMarked;
