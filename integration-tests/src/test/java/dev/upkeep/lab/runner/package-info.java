/// Runs the tests tagged `lab` inside the kernel of the lab, and reports them. Start reading at
/// [LabTests].
@NullMarked
package dev.upkeep.lab.runner;

import org.jspecify.annotations.NullMarked;
