/// Tests that need the lab's kernel, tagged `lab` and run there by [LabTests]; and tests of the lab
/// itself that need none.
@NullMarked
package dev.upkeep.lab;

import org.jspecify.annotations.NullMarked;
