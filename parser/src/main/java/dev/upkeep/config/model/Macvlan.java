package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// `use_vmac`: a private macvlan that carries the virtual MAC.
///
/// @param name interface name; null means `vmac_prefix.VRID`
/// @param mac hardware address of 6 bytes as `aa:bb:..`; null means the address of RFC 9568
/// @param notifyMessage `netlink_notify_msg`
/// @param group interface group name or number, null for none
public record Macvlan(
        @Nullable String name,
        @Nullable String mac,
        boolean notifyMessage,
        @Nullable String group) {}
