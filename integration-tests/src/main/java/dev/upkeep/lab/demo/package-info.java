/// `./lab demo`: an example, run step by step and explained. Start reading at [Demo].
@NullMarked
package dev.upkeep.lab.demo;

import org.jspecify.annotations.NullMarked;
