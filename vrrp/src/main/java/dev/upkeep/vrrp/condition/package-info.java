/// Tracked objects of instances, as levels: a script, a file, a group of processes, a BFD session,
/// an interface is good, bad, a number, or not known yet. Pure; start reading at [Conditions].
@NullMarked
package dev.upkeep.vrrp.condition;

import org.jspecify.annotations.NullMarked;
