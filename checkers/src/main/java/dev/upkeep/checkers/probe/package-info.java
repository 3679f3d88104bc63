/// One attempt of a health check as a small state machine: events in, actions out; no clock, no
/// socket, no thread. Start reading at [Probe].
@NullMarked
package dev.upkeep.checkers.probe;

import org.jspecify.annotations.NullMarked;
