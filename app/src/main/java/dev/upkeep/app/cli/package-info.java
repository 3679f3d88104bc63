/// The command line: keepalived's options, our sub-commands, and their output.
@NullMarked
package dev.upkeep.app.cli;

import org.jspecify.annotations.NullMarked;
