/// JSON as plain maps and lists.
@NullMarked
package dev.upkeep.lbaas.json;

import org.jspecify.annotations.NullMarked;
