/// Starting fast: the training run for the AOT caches, and the choice of the garbage collector.
@NullMarked
package dev.upkeep.app.warmup;

import org.jspecify.annotations.NullMarked;
