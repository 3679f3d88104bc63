/// The D-Bus interface of VRRP: a connection to the system bus that offers an object for the daemon
/// and one for each instance, under keepalived's names.
@NullMarked
package dev.upkeep.dbus;

import org.jspecify.annotations.NullMarked;
