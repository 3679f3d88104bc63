/// `upkeep doctor`: why a virtual address will not answer here. The examinations are pure; what
/// they look at comes through [Machine].
@NullMarked
package dev.upkeep.app.doctor;

import org.jspecify.annotations.NullMarked;
