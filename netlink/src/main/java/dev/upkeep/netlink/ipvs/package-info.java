/// The kernel's load balancer as typed values: services, destinations, requests, and what a dump
/// reports (`linux/ip_vs.h`, generic netlink family `IPVS`). Start reading at [IpvsTable].
@NullMarked
package dev.upkeep.netlink.ipvs;

import org.jspecify.annotations.NullMarked;
