package dev.upkeep.config.model;

import java.time.Duration;

/// Gratuitous ARP and unsolicited neighbour advertisements of a master.
///
/// @param delay from becoming master to the second burst; zero for none
/// @param repeat messages per address in a burst, at least 1
/// @param refresh period of refresh bursts; zero for none
/// @param refreshRepeat messages per address in a refresh burst
/// @param lowerPriorityDelay second burst after an advert of lower priority
/// @param lowerPriorityRepeat messages of that burst; 0 for none
/// @param extraInterfacePeriod `garp_extra_if`; zero for off
/// @param extraInterfaceAll the word `all` of `garp_extra_if`
public record Announcements(
        Duration delay,
        int repeat,
        Duration refresh,
        int refreshRepeat,
        Duration lowerPriorityDelay,
        int lowerPriorityRepeat,
        Duration extraInterfacePeriod,
        boolean extraInterfaceAll) {}
