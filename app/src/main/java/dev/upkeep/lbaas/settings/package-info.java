/// The settings of `upkeep api`, a JSON file.
@NullMarked
package dev.upkeep.lbaas.settings;

import org.jspecify.annotations.NullMarked;
