/// Writes findings: one line for logs, an excerpt of the file for terminals, JSON for machines.
@NullMarked
package dev.upkeep.config.report;

import org.jspecify.annotations.NullMarked;
