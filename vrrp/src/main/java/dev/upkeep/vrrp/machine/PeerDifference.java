package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.FingerprintTopic;

/// A part of the configuration that another router of the VRID has otherwise, or a priority that it
/// must not have in common.
///
/// @param here the value of this router
/// @param there the value of the other
public record PeerDifference(IpAddress peer, FingerprintTopic topic, String here, String there) {

    /// Returns a clause for log and status: the topic, and its value on both sides.
    public String text() {
        return topic == FingerprintTopic.PRIORITY
                ? "peer %s has the same priority %s; the higher address becomes master"
                        .formatted(peer, there)
                : "peer %s differs in %s: %s here, %s there"
                        .formatted(peer, topic.text(), here, there);
    }
}
