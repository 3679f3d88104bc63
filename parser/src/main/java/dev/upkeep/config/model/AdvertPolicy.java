package dev.upkeep.config.model;

/// What is checked and answered when adverts arrive.
public record AdvertPolicy(
        boolean skipCheckAdvertAddresses,
        boolean strict,
        boolean accept,
        boolean lowerPriorityNoAdvert,
        boolean higherPrioritySendAdvert,
        boolean ownerIgnoresAdverts,
        boolean checksumAsVersion2,
        OldUnicastChecksum oldUnicastChecksum) {

    /// `old_unicast_checksum`: what version 3 unicast checksums cover.
    public enum OldUnicastChecksum {
        DETECT,
        FORCE,
        NEVER
    }
}
