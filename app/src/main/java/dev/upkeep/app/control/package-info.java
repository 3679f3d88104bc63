/// The operator's way into a running daemon: a socket beside its pid file, one request in a line.
/// Start reading at [ControlSocket]; the protocol is in `docs/control.md`.
@NullMarked
package dev.upkeep.app.control;

import org.jspecify.annotations.NullMarked;
