/// Objects as answers show them: full or by reference, filtered, sorted, in pages. Pure.
@NullMarked
package dev.upkeep.lbaas.view;

import org.jspecify.annotations.NullMarked;
