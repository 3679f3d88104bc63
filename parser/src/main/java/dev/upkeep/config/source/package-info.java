/// Text with its place: words, statements, diagnostics, and what reading may ask of the system.
@NullMarked
package dev.upkeep.config.source;

import org.jspecify.annotations.NullMarked;
