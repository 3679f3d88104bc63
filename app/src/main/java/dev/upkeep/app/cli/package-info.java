/// What the operator types: keepalived's options, our sub-commands, and what is printed for them.
@NullMarked
package dev.upkeep.app.cli;

import org.jspecify.annotations.NullMarked;
