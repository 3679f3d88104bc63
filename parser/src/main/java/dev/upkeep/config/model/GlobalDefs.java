package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// `global_defs`, by concern. Defaults of instances and services are already applied to those; what
/// stands here is the block itself.
///
/// @param routerId identification in mail subjects and dumps
/// @param randomSeed seed of `$_RANDOM` and warm-up jitter, null for time based
public record GlobalDefs(
        String routerId,
        @Nullable Long randomSeed,
        DaemonGlobals daemon,
        MailSettings mail,
        VrrpGlobals vrrp,
        VrrpDefaults vrrpDefaults,
        PacketFilterSettings packetFilter,
        LvsGlobals lvs,
        SnmpSettings snmp,
        DbusSettings dbus) {}
