/// The objects on the bus and their answers to calls: pure, without a connection.
@NullMarked
package dev.upkeep.dbus.object;

import org.jspecify.annotations.NullMarked;
