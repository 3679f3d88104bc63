package dev.upkeep.config.model;

import java.util.List;

/// `vrrp_sync_group`: instances that change state together.
///
/// @param trackingWeights `sync_group_tracking_weight`
public record SyncGroup(
        String name,
        List<String> members,
        Tracking tracking,
        boolean trackingWeights,
        VrrpNotify notifications) {

    public SyncGroup {
        members = List.copyOf(members);
    }
}
