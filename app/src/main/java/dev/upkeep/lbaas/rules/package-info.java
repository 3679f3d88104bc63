/// Requests applied to a tree: a new tree, or the fault that the client gets. Pure.
@NullMarked
package dev.upkeep.lbaas.rules;

import org.jspecify.annotations.NullMarked;
