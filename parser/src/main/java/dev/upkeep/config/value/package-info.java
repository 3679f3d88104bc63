/// Types of keyword arguments: how words become a value, how the value is described and how it is
/// written back.
@NullMarked
package dev.upkeep.config.value;

import org.jspecify.annotations.NullMarked;
