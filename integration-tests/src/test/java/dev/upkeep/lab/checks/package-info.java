/// Health checks, server states and the commands of operators.
@NullMarked
package dev.upkeep.lab.checks;

import org.jspecify.annotations.NullMarked;
