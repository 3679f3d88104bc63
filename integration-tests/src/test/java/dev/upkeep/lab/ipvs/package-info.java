/// The IPVS table: what configurations make of it, and traffic through it.
@NullMarked
package dev.upkeep.lab.ipvs;

import org.jspecify.annotations.NullMarked;
