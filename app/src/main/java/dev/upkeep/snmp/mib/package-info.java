/// The objects that SNMP shows: KEEPALIVED-MIB, VRRP-MIB (RFC 2787) and VRRPV3-MIB (RFC 6527),
/// computed from the configuration and the state of the daemon.
@NullMarked
package dev.upkeep.snmp.mib;

import org.jspecify.annotations.NullMarked;
